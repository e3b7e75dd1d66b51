package dev.lamina.cli;

import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "referrers",
    description =
        "List what refers to an image at its registry: signatures, lists of contents and the like."
            + " Nothing is fetched.")
final class ReferrersCommand implements Action {
  @Parameters(
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "[HOST/]REPOSITORY[:TAG][@DIGEST]")
  private @Nullable Reference name;

  @Option(
      names = "--artifact-type",
      paramLabel = "TYPE",
      description = "Only what is of this type: application/spdx+json")
  private @Nullable String artifactType;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      converter = PlatformConverter.class,
      description = "What refers to one image of an index (default: what refers to the index)")
  private @Nullable Platform platform;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print digests only")
  private boolean quiet;

  @Mixin private FormatOption format = new FormatOption();
  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    if (name == null) {
      throw new UsageException("referrers: no name was given");
    }
    List<Descriptor> found = registry.images(session).referrers(name, platform, artifactType);
    session.close();
    if (quiet) {
      for (Descriptor referrer : found) {
        session.console().line(referrer.digest().toString());
      }
      return ExitCode.DONE;
    }
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("Digest", "DIGEST");
    columns.put("ArtifactType", "ARTIFACT TYPE");
    columns.put("Size", "SIZE");
    Listing listing = new Listing(columns);
    found.forEach(referrer -> listing.add(row(referrer)));
    format.print(session.console(), listing);
    return ExitCode.DONE;
  }

  private static Listing.Row row(Descriptor referrer) {
    String type = referrer.artifactType();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Digest", referrer.digest().toString());
    fields.put("ArtifactType", type == null ? "" : type);
    fields.put("MediaType", referrer.mediaType());
    fields.put("Size", Human.size(referrer.size()));
    fields.put(
        "Annotations",
        referrer.annotations().entrySet().stream()
            .map(annotation -> annotation.getKey() + "=" + annotation.getValue())
            .collect(Collectors.joining(",")));
    return new Listing.Row(fields, referrer.toJson());
  }
}
