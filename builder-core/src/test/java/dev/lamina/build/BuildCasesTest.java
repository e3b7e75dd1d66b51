package dev.lamina.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.context.DockerfileSource;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.Image;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.layer.LayerReader;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressListener;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each folder of {@code testdata/steps} is a build: {@code Dockerfile}, {@code context.tree} (see
 * {@link Trees}), {@code options}; and what comes of it: {@code image.golden} (warnings, layers,
 * tree and config), or {@code problems.golden}.
 */
class BuildCasesTest {
  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicTest> every_case_gives_what_is_written_beside_it() {
    return Golden.cases("steps").stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
  }

  private void check(Path folder) throws IOException {
    MemoryImages images = new MemoryImages();
    StringBuilder warnings = new StringBuilder();
    ProgressListener watcher =
        event -> {
          if (event instanceof ProgressEvent.Warning warning) {
            warnings.append(warnings.isEmpty() ? "# warnings\n" : "");
            warnings.append(warning.range()).append(": ").append(warning.text()).append('\n');
          }
        };
    try {
      BuildResult result =
          new ImageBuilder(images, images, () -> scratch, watcher, Cancellation.NONE)
              .build(request(folder));
      Golden.check(folder.resolve("image.golden"), warnings + describe(images, result));
    } catch (DockerfileException e) {
      Golden.check(folder.resolve("problems.golden"), ProblemText.errors(e.problems()));
    } catch (IOException e) {
      Golden.check(
          folder.resolve("problems.golden"),
          e.getClass().getSimpleName() + ": " + e.getMessage() + "\n");
    }
  }

  private static BuildRequest request(Path folder) throws IOException {
    DockerfileSource dockerfile =
        DockerfileSource.of("Dockerfile", Files.readString(folder.resolve("Dockerfile")));
    BuildRequest.Builder request = BuildRequest.builder(dockerfile, context(folder));
    for (String line : lines(folder.resolve("options"))) {
      String[] words = line.split("[ =]", 3);
      switch (words[0]) {
        case "build-arg" -> request.buildArg(words[1], words[2]);
        case "label" -> request.label(words[1], words[2]);
        case "target" -> request.target(words[1]);
        case "platform" -> request.platforms(List.of(Platform.parse(words[1])));
        case "date" -> request.sourceDate(SourceDate.given(Long.parseLong(words[1])));
        default -> throw new IllegalArgumentException(line);
      }
    }
    return request.build();
  }

  private static EntrySource context(Path folder) throws IOException {
    List<Entry> entries =
        Trees.entries(lines(folder.resolve("context.tree")).toArray(String[]::new));
    return FileTree.of(
        List.of(
            new LayerIndex(
                Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(new byte[0]), 0), entries)));
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file, UTF_8).stream().filter(l -> !l.isEmpty()).toList()
        : List.of();
  }

  private static String describe(MemoryImages images, BuildResult result) throws IOException {
    Image image =
        Image.read(images, result.root(), new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM));
    StringBuilder out = new StringBuilder();
    List<LayerIndex> indexes = new ArrayList<>();
    for (int i = 0; i < image.manifest().layers().size(); i++) {
      Descriptor layer = image.manifest().layers().get(i);
      Digest diffId = image.config().value().rootFs().diffIds().get(i);
      out.append("# layer ").append(diffId).append('\n');
      try (LayerReader reader = LayerReader.open(images, layer, diffId, "layer")) {
        for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
          out.append(Trees.line(entry)).append(time(entry)).append('\n');
        }
      }
      indexes.add(LayerIndex.read(images, layer, diffId, "layer"));
    }
    out.append("# tree\n");
    for (String line : Trees.walk(FileTree.of(indexes))) {
      out.append(line).append('\n');
    }
    out.append("# config\n");
    out.append(new String(image.config().bytes(), UTF_8).replace("},{", "},\n{")).append('\n');
    return out.toString();
  }

  private static String time(Entry entry) {
    return entry.metadata().mtime() == 0 ? "" : " @" + entry.metadata().mtime();
  }
}
