package dev.lamina.cli;

import dev.lamina.build.SourceDate;
import dev.lamina.context.ContextOptions;
import dev.lamina.progress.ProgressEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which times and modes go into an image. */
final class DateOptions {
  enum Timestamps {
    PRESERVE,
    NOW
  }

  @Mixin private SourceDateOption sourceDate = new SourceDateOption();

  @Option(
      names = "--timestamps",
      paramLabel = "KIND",
      description =
          "preserve: files keep the times they have on disk; now: the clock's. Both give up equal"
              + " bytes for equal input")
  private @Nullable Timestamps timestamps;

  @Option(
      names = "--context-modes",
      paramLabel = "KIND",
      description = "git: files get mode 0644 or 0755, as git keeps them; kept (default: kept)")
  private ContextOptions.Modes modes = ContextOptions.Modes.KEPT;

  ContextOptions contextOptions(SourceDate date) {
    ContextOptions options =
        timestamps == Timestamps.PRESERVE
            ? ContextOptions.preservingTimes()
            : ContextOptions.at(date.seconds());
    return options.withModes(modes);
  }

  SourceDate sourceDate(Session session, List<Assignment> buildArgs) throws UsageException {
    if (timestamps != null) {
      String text = "--timestamps: the same input will not give the same bytes again";
      session.progress().on(new ProgressEvent.Warning(text));
    }
    SourceDate given = sourceDate.given();
    if (given == null && timestamps == Timestamps.NOW) {
      return SourceDate.given(session.environment().clock().instant().getEpochSecond());
    }
    return sourceDate.sourceDate(session.environment(), buildArgs);
  }
}
