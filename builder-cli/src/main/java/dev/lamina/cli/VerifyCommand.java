package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonBoolean;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.store.VerifyDepth;
import dev.lamina.store.VerifyReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "verify",
    description =
        "Check that the store has all that its images need, and that every blob is what its name"
            + " says; or check single images, and also that their layers are sound and are the ones of"
            + " the config. Ends with 1 when something is wrong.")
final class VerifyCommand implements Action {
  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description = "Names, image IDs or digests (default: the whole store)")
  private List<String> wanted = List.of();

  @Option(names = "--quick", description = "Check presence and sizes, not every byte")
  private boolean quick;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text)")
  private ReportFormat format = ReportFormat.TEXT;

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    VerifyReport report = verify(session.images());
    Console console = session.console();
    if (format == ReportFormat.JSON) {
      console.line(PrettyJson.of(json(report)));
    } else {
      for (VerifyReport.Finding finding : report.findings()) {
        console.line(text(finding));
      }
      console.line(
          report.blobs()
              + " blobs, "
              + Human.size(report.bytes())
              + " read, "
              + report.findings().size()
              + " findings");
    }
    return report.findings().isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
  }

  private VerifyReport verify(Images images) throws IOException, UsageException {
    if (wanted.isEmpty()) {
      return images.verify(quick ? VerifyDepth.QUICK : VerifyDepth.FULL);
    }
    if (quick) {
      throw new UsageException("verify: --quick is for the whole store");
    }
    long blobs = 0;
    long bytes = 0;
    List<VerifyReport.Finding> findings = new ArrayList<>();
    for (String image : wanted) {
      VerifyReport report = images.verify(image);
      blobs += report.blobs();
      bytes += report.bytes();
      findings.addAll(report.findings());
    }
    return new VerifyReport(blobs, bytes, findings);
  }

  private static String text(VerifyReport.Finding finding) {
    String image = finding.image() == null ? "" : " of " + Console.printable(finding.image());
    String moved = finding.quarantined() ? " (moved to quarantine)" : "";
    return word(finding) + " " + finding.blob() + image + ": " + finding.detail() + moved;
  }

  private static String word(VerifyReport.Finding finding) {
    return finding.problem().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonObject json(VerifyReport report) {
    return JsonObject.builder()
        .set("blobs", report.blobs())
        .set("bytesRead", report.bytes())
        .set(
            "findings",
            new JsonArray(report.findings().stream().<JsonValue>map(VerifyCommand::json).toList()))
        .build();
  }

  private static JsonObject json(VerifyReport.Finding finding) {
    return JsonObject.builder()
        .set("problem", word(finding))
        .set("blob", finding.blob().toString())
        .setUnlessEmpty("image", finding.image())
        .set("detail", finding.detail())
        .set("quarantined", finding.quarantined() ? JsonBoolean.TRUE : JsonBoolean.FALSE)
        .build();
  }
}
