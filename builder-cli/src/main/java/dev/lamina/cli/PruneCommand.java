package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.oci.Descriptor;
import dev.lamina.store.GarbageOptions;
import dev.lamina.store.GarbageReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
      names = "--filter",
      paramLabel = "until=TIME",
      description =
          "Only what came into the store before: 24h, 2026-01-31, 2026-01-31T12:00:00Z, or seconds"
              + " since 1970")
  private @Nullable String filter;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Show what would be removed, and remove nothing")
  private boolean dryRun;

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
    GarbageOptions garbage = garbage(session.environment().clock().instant());
    Images images = session.images();
    GarbageReport report = dryRun ? images.lookForGarbage(garbage) : images.prune(garbage);
    Console console = session.console();
    if (format == ReportFormat.JSON) {
      console.line(PrettyJson.of(json(report)));
      return ExitCode.DONE;
    }
    for (Descriptor image : report.images()) {
      console.line((dryRun ? "Would delete: " : "Deleted: ") + image.digest());
    }
    console.line(
        (dryRun ? "Would remove blobs: " : "Removed blobs: ")
            + report.blobs().size()
            + (dryRun ? "\nWould reclaim: " : "\nTotal reclaimed space: ")
            + Human.size(report.bytes()));
    return ExitCode.DONE;
  }

  private GarbageOptions garbage(Instant now) throws UsageException {
    GarbageOptions garbage =
        new GarbageOptions(
            keepNameless ? GarbageOptions.Nameless.KEEP : GarbageOptions.Nameless.REMOVE, now);
    if (filter == null) {
      return garbage;
    }
    String until = "until=";
    if (!filter.startsWith(until)) {
      throw new UsageException(
          "prune: --filter: '" + Console.printable(filter) + "' is not understood",
          "there is until=TIME");
    }
    return garbage.before(Until.parse(filter.substring(until.length()), now));
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
