package dev.lamina.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.image.Image;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which layers a build says early that they will be the image's. */
class AnnouncedLayersTest {
  private static final String DOCKERFILE =
      """
      FROM scratch AS below
      COPY a /
      FROM scratch AS aside
      COPY b /
      FROM below
      COPY --from=aside b /c
      COPY b /d
      """;

  @TempDir Path scratch;
  private final MemoryImages images = new MemoryImages();

  private Image build(BuildRequest.Layers layers) throws Exception {
    MemoryContext context =
        MemoryContext.builder()
            .file("a", 0644, "a".getBytes(UTF_8))
            .file("b", 0644, "b".getBytes(UTF_8))
            .build();
    BuildRequest request =
        BuildRequest.builder(DockerfileSource.of("Dockerfile", DOCKERFILE), context)
            .layers(layers)
            .build();
    BuildResult result =
        new ImageBuilder(images, images, () -> scratch, ProgressListener.NONE, Cancellation.NONE)
            .build(request);
    return Image.read(images, result.root(), new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM));
  }

  private List<String> announced() {
    return images.journal().stream().filter(line -> line.startsWith("announce ")).toList();
  }

  @Test
  void the_targets_and_those_below_it_each_before_the_next_is_made() throws Exception {
    List<String> layers =
        build(BuildRequest.Layers.KEPT).manifest().layers().stream()
            .map(layer -> layer.digest().toString())
            .toList();
    assertEquals(layers.stream().map(layer -> "announce " + layer).toList(), announced());
    for (int i = 0; i + 1 < layers.size(); i++) {
      int told = images.journal().indexOf("announce " + layers.get(i));
      assertTrue(told < images.journal().indexOf("blob " + layers.get(i + 1)), "layer " + i);
    }
  }

  @Test
  void none_when_they_are_squashed() throws Exception {
    build(BuildRequest.Layers.SQUASHED);
    assertEquals(List.of(), announced());
  }
}
