package dev.lamina.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.entry.Entry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.Image;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.layer.LayerReader;
import dev.lamina.oci.Descriptor;
import dev.lamina.testing.BuildCase;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Sh;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each {@link BuildCase} is built in memory. It gives {@code image.golden} (warnings, layers, tree
 * and config) or {@code problems.golden}.
 */
class BuildCasesTest {
  @TempDir Path scratch;

  /** JUnit would do it, with a warning for each link that leads out of it. */
  @AfterEach
  void remove_contexts() {
    Sh.in(scratch).run("find", ".", "-mindepth", "1", "-delete").ok();
  }

  @TestFactory
  Stream<DynamicTest> every_case_gives_what_is_written_beside_it() {
    return BuildCase.all().stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private void check(BuildCase each) throws IOException {
    MemoryImages images = new MemoryImages();
    CaseBuild build = new CaseBuild(each, scratch, images);
    try {
      BuildResult result = build.run();
      StringBuilder out = new StringBuilder();
      if (!build.warnings().isEmpty()) {
        out.append("# warnings\n");
        build.warnings().forEach(warning -> out.append(warning).append('\n'));
      }
      describe(images, result, out);
      Golden.check(each.folder().resolve("image.golden"), out.toString());
    } catch (DockerfileException e) {
      Golden.check(each.folder().resolve("problems.golden"), ProblemText.errors(e.problems()));
    } catch (IOException e) {
      // where the context lies is another place each time
      String message =
          String.valueOf(e.getMessage()).replace(scratch + "/" + each.name() + "/", "");
      String text = e.getClass().getSimpleName() + ": " + message + "\n";
      Golden.check(each.folder().resolve("problems.golden"), text);
    }
  }

  private static void describe(MemoryImages images, BuildResult result, StringBuilder out)
      throws IOException {
    Image image =
        Image.read(images, result.root(), new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM));
    assertEquals(
        image.manifest().layers().size(),
        image.config().value().history().stream().filter(entry -> !entry.emptyLayer()).count(),
        "entries of the history with a layer");
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
  }

  private static String time(Entry entry) {
    return entry.metadata().mtime() == 0 ? "" : " @" + entry.metadata().mtime();
  }
}
