package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.build.BuildRequest;
import dev.lamina.dockerfile.Problem;
import dev.lamina.lint.LintReport;
import dev.lamina.progress.ProgressEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether a build is to be checked only, and how that is shown. */
final class CheckOptions {
  @Option(
      names = "--check",
      order = 75,
      description =
          "Check the Dockerfile and build nothing; ends with 1 when there is something to tell")
  private boolean check;

  @Option(
      names = "--call",
      paramLabel = "METHOD",
      order = 76,
      converter = CallConverter.class,
      description =
          "build (default), check (as --check), or check,format=json (as JSON, with buildx's keys)")
  private @Nullable ReportFormat call;

  boolean isWanted() {
    return check || call != null;
  }

  /** Checks what would be built. */
  ExitCode run(Session session, BuildRequest request) throws IOException, UsageException {
    LintReport report = Images.check(request);
    for (Problem notice : report.notices()) {
      session.progress().on(new ProgressEvent.Warning(notice.message(), notice.range()));
    }
    session.close();
    Console console = session.console();
    if (call == ReportFormat.JSON) {
      console.line(PrettyJson.of(CheckJson.of(report, request.dockerfile())));
    } else {
      console.print(CheckText.of(report));
    }
    return report.isClean() ? ExitCode.DONE : ExitCode.FINDINGS;
  }

  /** {@code check[,format=text|json]}; null for {@code build}. */
  static final class CallConverter implements ITypeConverter<ReportFormat> {
    @Override
    public @Nullable ReportFormat convert(String text) {
      return switch (text) {
        case "build" -> null;
        case "check", "lint", "check,format=text" -> ReportFormat.TEXT;
        case "check,format=json" -> ReportFormat.JSON;
        default ->
            throw new TypeConversionException(
                "'" + text + "' is none of build, check, check,format=json");
      };
    }
  }
}
