package dev.lamina.cli;

import dev.lamina.build.SourceDate;
import dev.lamina.context.ContextOptions;
import dev.lamina.unpack.DiskTimes;
import picocli.CommandLine.Option;

/** Which modes files of a context get. */
final class ModesOption {
  @Option(
      names = "--context-modes",
      paramLabel = "KIND",
      description = "git: files get mode 0644 or 0755, as git keeps them; kept (default: kept)")
  private ContextOptions.Modes modes = ContextOptions.Modes.KEPT;

  ContextOptions contextOptions(DateOptions dates, SourceDate date) {
    ContextOptions options =
        dates.kind() == DiskTimes.Kind.PRESERVED
            ? ContextOptions.preservingTimes()
            : ContextOptions.at(date.seconds());
    return options.withModes(modes);
  }
}
