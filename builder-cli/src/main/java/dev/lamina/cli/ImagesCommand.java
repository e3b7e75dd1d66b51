package dev.lamina.cli;

import dev.lamina.ImageSummary;
import dev.lamina.ImageTree;
import dev.lamina.digest.Digest;
import dev.lamina.json.JsonObject;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "images", description = "List the images in the store.")
final class ImagesCommand implements Action {
  private static final String NONE = "<none>";

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Only this repository, or this repository and tag")
  private @Nullable String wanted;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print image IDs only")
  private boolean quiet;

  @Option(names = "--no-trunc", description = "Print IDs in full")
  private boolean full;

  @Option(names = "--digests", description = "Show the digests of manifests")
  private boolean digests;

  @Option(
      names = "--tree",
      description = "Each image once with all its names, and below it the images of an index")
  private boolean tree;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "dangling=BOOL|reference=PATTERN",
      description =
          "Only nameless images, or none of these; or those whose name (repository, or repository and"
              + " tag) matches, as with docker: * stays within a path component")
  private List<String> filters = List.of();

  @Option(
      names = {"-a", "--all"},
      hidden = true,
      description = "Accepted: everything is always shown")
  @SuppressWarnings("unused") // there are no intermediate images that it could show
  private boolean all;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    ImageFilter filter = ImageFilter.parse(filters);
    if (tree) {
      return tree(session, filter);
    }
    Listing listing = new Listing(columns());
    Set<String> ids = new LinkedHashSet<>();
    for (ImageSummary image : session.images().list()) {
      if (isWanted(image.name()) && filter.takes(image.name())) {
        listing.add(row(image, session.environment()));
        ids.add(id(image));
      }
    }
    if (quiet) {
      session.console().print(String.join("", ids.stream().map(id -> id + "\n").toList()));
    } else {
      format.print(session.console(), listing);
    }
    return ExitCode.DONE;
  }

  private ExitCode tree(Session session, ImageFilter filter) throws IOException, UsageException {
    if (quiet || !format.isTable()) {
      throw new UsageException("images: --tree is for people; it takes no -q and no --format");
    }
    List<ImageTree> shown = new ArrayList<>();
    for (ImageTree image : session.images().trees()) {
      boolean taken = image.names().isEmpty() && isWanted(null) && filter.takes(null);
      for (Reference name : image.names()) {
        taken |= isWanted(name) && filter.takes(name);
      }
      if (taken) {
        shown.add(image);
      }
    }
    session.console().print(new TreeText(digests, full).of(shown));
    return ExitCode.DONE;
  }

  private Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("Repository", "REPOSITORY");
    columns.put("Tag", "TAG");
    if (digests) {
      columns.put("Digest", "DIGEST");
    }
    columns.put("ID", "IMAGE ID");
    columns.put("CreatedSince", "CREATED");
    columns.put("Size", "SIZE");
    return columns;
  }

  private boolean isWanted(@Nullable Reference name) throws UsageException {
    if (wanted == null) {
      return true;
    }
    try {
      Reference asked = Reference.parse(wanted);
      boolean tagged = asked.familiar().endsWith(wanted) || wanted.equals(asked.toString());
      return name != null
          && (tagged ? name.equals(asked) : name.repository().equals(asked.repository()));
    } catch (IllegalArgumentException e) {
      throw new UsageException("images: " + e.getMessage());
    }
  }

  private Listing.Row row(ImageSummary image, Environment environment) {
    Reference name = image.name();
    String tag = name == null || name.tag() == null ? NONE : name.tag().toString();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Repository", name == null ? NONE : name.repository().familiar());
    fields.put("Tag", tag);
    fields.put("Digest", image.root().digest().toString());
    fields.put("ID", id(image));
    fields.put("CreatedSince", Human.age(image.created(), environment.clock().instant()));
    fields.put("CreatedAt", Human.date(image.created()));
    fields.put("Size", Human.size(image.size()));
    JsonObject.Builder json = JsonObject.builder().set("id", fullId(image).toString());
    if (name != null) {
      json.set("name", name.toString()).set("repository", name.repository().familiar());
      json.setUnlessEmpty("tag", tag.equals(NONE) ? null : tag);
    }
    return new Listing.Row(
        fields,
        json.set("digest", image.root().digest().toString())
            .set("mediaType", image.root().mediaType())
            .setUnlessEmpty("created", image.created())
            .set("size", image.size())
            .build());
  }

  private String id(ImageSummary image) {
    Digest id = fullId(image);
    return full ? id.toString() : id.shortHex();
  }

  /** What is no runnable image has no config to be known by. */
  private static Digest fullId(ImageSummary image) {
    Digest id = image.id();
    return id == null ? image.root().digest() : id;
  }
}
