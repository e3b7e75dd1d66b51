package dev.lamina.cli;

import dev.lamina.ImageDetails;
import dev.lamina.image.ImageStep;
import dev.lamina.json.JsonObject;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.History;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "Show the steps that made an image, the newest first.")
final class HistoryCommand implements Action {
  private static final int SHORT = 45;

  @Parameters(
      paramLabel = "IMAGE",
      description = "A name, an image ID, a digest, or a place as of copy")
  private String image = "";

  @Option(
      names = {"-q", "--quiet"},
      description = "Print image IDs only")
  private boolean quiet;

  @Option(names = "--no-trunc", description = "Print commands and IDs in full")
  private boolean full;

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private FormatOption format = new FormatOption();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Environment environment = session.environment();
    ImageDetails details = remote.details(session, image, platform.platform(environment));
    List<ImageStep> steps = ImageStep.of(details.image());
    List<Descriptor> layers = details.image().manifest().layers();
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("ID", "IMAGE");
    columns.put("CreatedSince", "CREATED");
    columns.put("CreatedBy", "CREATED BY");
    columns.put("Size", "SIZE");
    columns.put("Comment", "COMMENT");
    Listing listing = new Listing(columns);
    String id = full ? details.image().id().toString() : details.image().id().shortHex();
    for (int i = steps.size() - 1; i >= 0; i--) {
      boolean newest = i == steps.size() - 1;
      listing.add(row(newest ? id : "<missing>", steps.get(i), layers, environment));
    }
    if (quiet) {
      for (Listing.Row row : listing.rows()) {
        session.console().line(row.fields().getOrDefault("ID", ""));
      }
    } else {
      format.print(session.console(), listing);
    }
    return ExitCode.DONE;
  }

  private Listing.Row row(
      String id, ImageStep step, List<Descriptor> layers, Environment environment) {
    History history = step.history();
    String command = history.createdBy() == null ? "" : history.createdBy();
    Descriptor layer = step.layer().isEmpty() ? null : layers.get(step.layer().getAsInt());
    long size = layer == null ? 0 : layer.size();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ID", id);
    fields.put("CreatedSince", Human.age(history.created(), environment.clock().instant()));
    fields.put("CreatedAt", history.created() == null ? "" : history.created());
    fields.put("CreatedBy", full ? command : shortened(command));
    fields.put("Size", Human.size(size));
    fields.put("Comment", history.comment() == null ? "" : history.comment());
    JsonObject.Builder json =
        JsonObject.builder()
            .setUnlessEmpty("created", history.created())
            .set("createdBy", command)
            .setUnlessEmpty("author", history.author())
            .setUnlessEmpty("comment", history.comment())
            .set("size", size);
    if (layer != null) {
      json.set("layer", layer.digest().toString());
    }
    return new Listing.Row(fields, json.build());
  }

  private static String shortened(String command) {
    String line = command.replace('\t', ' ').replace('\n', ' ');
    return line.codePointCount(0, line.length()) <= SHORT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHORT - 1)) + "…";
  }
}
