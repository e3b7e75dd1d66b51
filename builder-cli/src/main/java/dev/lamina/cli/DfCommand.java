package dev.lamina.cli;

import dev.lamina.StoreSpace;
import dev.lamina.digest.Digest;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "df",
    description =
        "Show what takes how much room in the store, what images share, and what prune would free.")
final class DfCommand implements Action {
  @Option(
      names = {"-v", "--verbose"},
      description = "Show image by image what it shares with others and what is its own")
  private boolean verbose;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    StoreSpace space = session.images().space();
    format.print(session.console(), verbose ? images(space) : summary(space));
    return ExitCode.DONE;
  }

  private static Listing summary(StoreSpace space) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("Type", "TYPE");
    columns.put("TotalCount", "TOTAL");
    columns.put("Size", "SIZE");
    columns.put("Reclaimable", "RECLAIMABLE");
    Listing listing = new Listing(columns);
    long images = space.images().size();
    long bytes = space.blobs().bytes() + space.unneeded().bytes();
    listing.add(row("Images", images, bytes, space.unneeded().bytes()));
    listing.add(row("Cache", space.cache().count(), space.cache().bytes(), 0));
    listing.add(row("Quarantine", space.quarantine().count(), space.quarantine().bytes(), 0));
    return listing;
  }

  private static Listing.Row row(String type, long count, long bytes, long reclaimable) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Type", type);
    fields.put("TotalCount", Long.toString(count));
    fields.put("Size", Human.size(bytes));
    fields.put("Reclaimable", Human.size(reclaimable));
    return new Listing.Row(
        fields,
        JsonObject.builder()
            .set("type", type)
            .set("count", count)
            .set("size", bytes)
            .set("reclaimable", reclaimable)
            .build());
  }

  private static Listing images(StoreSpace space) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("Names", "NAMES");
    columns.put("ID", "IMAGE ID");
    columns.put("Size", "SIZE");
    columns.put("SharedSize", "SHARED SIZE");
    columns.put("UniqueSize", "UNIQUE SIZE");
    Listing listing = new Listing(columns);
    space.images().forEach(image -> listing.add(row(image)));
    return listing;
  }

  private static Listing.Row row(StoreSpace.ImageSpace image) {
    List<String> names = image.names().stream().map(Reference::familiar).toList();
    Digest id = image.id() == null ? image.root().digest() : image.id();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Names", names.isEmpty() ? "<none>" : String.join(", ", names));
    fields.put("ID", id.shortHex());
    fields.put("Digest", image.root().digest().toString());
    fields.put("Size", Human.size(image.size()));
    fields.put("SharedSize", Human.size(image.shared()));
    fields.put("UniqueSize", Human.size(image.unique()));
    List<String> full = image.names().stream().map(Reference::toString).toList();
    return new Listing.Row(
        fields,
        JsonObject.builder()
            .set("names", JsonArray.ofStrings(full))
            .set("id", id.toString())
            .set("digest", image.root().digest().toString())
            .set("size", image.size())
            .set("sharedSize", image.shared())
            .set("uniqueSize", image.unique())
            .build());
  }
}
