package dev.lamina.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.Image;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.oci.History;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;
import dev.lamina.testing.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedContextTest {
  private static final MemoryContext NOTHING = MemoryContext.builder().build();

  @TempDir Path scratch;

  private static MemoryContext tools() throws Exception {
    return MemoryContext.builder()
        .file("bin/t", 0644, "tool".getBytes(UTF_8))
        .symlink("link", "bin/t")
        .build();
  }

  private static BuildRequest.Builder request(String dockerfile) {
    return BuildRequest.builder(DockerfileSource.of("Dockerfile", dockerfile), NOTHING);
  }

  private Image build(MemoryImages images, BuildRequest request) throws Exception {
    BuildResult result =
        new ImageBuilder(images, images, () -> scratch, ProgressListener.NONE, Cancellation.NONE)
            .build(request);
    return Image.read(images, result.root(), new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM));
  }

  private static List<String> tree(MemoryImages images, Image image) throws Exception {
    List<LayerIndex> indexes = new ArrayList<>();
    for (int i = 0; i < image.manifest().layers().size(); i++) {
      indexes.add(
          LayerIndex.read(
              images,
              image.manifest().layers().get(i),
              image.config().value().rootFs().diffIds().get(i),
              "layer"));
    }
    return Trees.walk(FileTree.of(indexes));
  }

  @Test
  void files_become_a_root_file_system_of_one_layer() throws Exception {
    MemoryImages images = new MemoryImages();
    Image image =
        build(
            images,
            request("FROM tools\nCOPY --from=tools --chmod=755 bin/t /t\n")
                .context("docker.io/library/tools:latest", tools())
                .build());
    assertEquals(
        List.of(
            "d 0755 0:0 bin",
            "f 0644 0:0 bin/t tool",
            "l 0777 0:0 link bin/t",
            "f 0755 0:0 t tool"),
        tree(images, image));
    List<History> history = image.config().value().history();
    assertEquals("FROM tools", history.get(0).createdBy());
    assertEquals(2, image.manifest().layers().size());
  }

  @Test
  void a_stage_of_the_name_is_replaced_as_a_whole() throws Exception {
    MemoryImages images = new MemoryImages();
    Image image =
        build(
            images,
            request("FROM nowhere AS tools\nRUN make\nFROM tools\nLABEL a=b\n")
                .context("tools", tools())
                .build());
    assertEquals(3, tree(images, image).size());
    assertEquals("b", image.config().value().config().labels().get("a"));
  }

  @Test
  void a_name_that_no_image_could_have_is_refused() throws Exception {
    MemoryContext files = tools();
    BuildRequest.Builder request = request("FROM scratch\n");
    assertThrows(IllegalArgumentException.class, () -> request.context("Upper Case", files));
    assertThrows(IllegalArgumentException.class, () -> request.layoutContext("", scratch, null));
  }
}
