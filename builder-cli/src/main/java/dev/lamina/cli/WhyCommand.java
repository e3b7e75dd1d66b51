package dev.lamina.cli;

import dev.lamina.BuildReasons.PlatformReasons;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    description =
        "Show for each step of the last build of an image whether its layer was found or made, and"
            + " which file, mode, ARG, ENV or base is not as it was in the build before.")
final class WhyCommand implements Action {
  @Parameters(paramLabel = "IMAGE", description = "A name, an image ID or a digest")
  private String image = "";

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text)")
  private ReportFormat format = ReportFormat.TEXT;

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    List<PlatformReasons> reasons = session.images().reasons().of(image);
    if (format == ReportFormat.JSON) {
      session.console().line(PrettyJson.of(ReasonsJson.of(reasons)));
    } else {
      session.console().print(ReasonsText.of(reasons));
    }
    return ExitCode.DONE;
  }
}
