package dev.lamina.cli;

import dev.lamina.json.JsonObject;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "version", description = "Show the version of lamina and of its Java runtime.")
final class VersionCommand implements Action {
  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text)")
  private ReportFormat format = ReportFormat.TEXT;

  @Override
  public ExitCode run(Session session) throws IOException {
    Console console = session.console();
    String java = System.getProperty("java.version", "unknown");
    String vendor = System.getProperty("java.vendor", "unknown");
    if (format == ReportFormat.JSON) {
      JsonObject.Builder json = JsonObject.builder().set("version", Version.TEXT);
      console.line(PrettyJson.of(json.set("java", java).set("javaVendor", vendor).build()));
    } else {
      console.line("lamina " + Version.TEXT);
      console.line("java " + java + " (" + vendor + ")");
    }
    return ExitCode.DONE;
  }
}
