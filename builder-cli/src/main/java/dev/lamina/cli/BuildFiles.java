package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.build.BuildResult;
import dev.lamina.json.JsonObject;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files that tell a script what a build has made. */
final class BuildFiles {
  @Option(
      names = "--iidfile",
      paramLabel = "FILE",
      order = 70,
      description = "Write the image ID to a file")
  private @Nullable Path imageId;

  @Option(
      names = "--digestfile",
      paramLabel = "FILE",
      order = 71,
      description = "Write the digest of the manifest (or index) to a file")
  private @Nullable Path digest;

  @Option(
      names = "--metadata-file",
      paramLabel = "FILE",
      order = 72,
      description = "Write what was made to a file, as JSON with the keys of buildx")
  private @Nullable Path metadata;

  /** Removes what an earlier build has left, so that a failed build leaves nothing to read. */
  void remove(Environment environment) throws IOException {
    for (Path file : Stream.of(imageId, digest, metadata).filter(f -> f != null).toList()) {
      Path place = environment.resolve(file);
      if (Files.isRegularFile(place)) {
        Files.delete(place);
      }
    }
  }

  void write(Environment environment, BuildResult result) throws IOException {
    write(environment, imageId, result.imageId().toString());
    write(environment, digest, result.root().digest().toString());
    write(environment, metadata, PrettyJson.of(json(result)) + "\n");
  }

  private static void write(Environment environment, @Nullable Path file, String text)
      throws IOException {
    if (file != null) {
      Files.write(environment.resolve(file), text.getBytes(UTF_8));
    }
  }

  private static JsonObject json(BuildResult result) {
    List<Reference> names = result.names();
    return JsonObject.builder()
        .set("containerimage.config.digest", result.imageId().toString())
        .set("containerimage.descriptor", result.root().toJson())
        .set("containerimage.digest", result.root().digest().toString())
        .setUnlessEmpty(
            "image.name", names.stream().map(Reference::toString).collect(Collectors.joining(",")))
        .build();
  }
}
