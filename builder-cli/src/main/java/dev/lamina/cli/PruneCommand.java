package dev.lamina.cli;

import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.oci.Descriptor;
import dev.lamina.store.GarbageOptions;
import dev.lamina.store.GarbageReport;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "prune",
    description =
        "Remove images without a name, blobs that no image needs, and what killed processes left.")
final class PruneCommand implements Action {
  @Option(names = "--keep-nameless", description = "Keep images without a name")
  private boolean keepNameless;

  @Option(
      names = {"-f", "--force"},
      hidden = true,
      description = "Accepted: nothing is ever asked")
  @SuppressWarnings("unused") // as docker spells it
  private boolean force;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text)")
  private ReportFormat format = ReportFormat.TEXT;

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    GarbageOptions.Nameless nameless =
        keepNameless ? GarbageOptions.Nameless.KEEP : GarbageOptions.Nameless.REMOVE;
    GarbageReport report =
        session
            .images()
            .prune(new GarbageOptions(nameless, session.environment().clock().instant()));
    Console console = session.console();
    if (format == ReportFormat.JSON) {
      console.line(PrettyJson.of(json(report)));
      return ExitCode.DONE;
    }
    for (Descriptor image : report.images()) {
      console.line("Deleted: " + image.digest());
    }
    console.line(
        "Removed blobs: "
            + report.blobs().size()
            + "\nTotal reclaimed space: "
            + Human.size(report.bytes()));
    return ExitCode.DONE;
  }

  private static JsonObject json(GarbageReport report) {
    List<String> images = report.images().stream().map(i -> i.digest().toString()).toList();
    List<String> blobs = report.blobs().stream().map(b -> b.digest().toString()).toList();
    return JsonObject.builder()
        .set("images", JsonArray.ofStrings(images))
        .set("blobs", JsonArray.ofStrings(blobs))
        .set("bytes", report.bytes())
        .build();
  }
}
