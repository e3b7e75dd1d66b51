package dev.lamina.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.oci.RootFs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageStepTest {
  /** What made which layer, of steps such as {@code COPY} and, without a layer, {@code -ENV}. */
  private static List<String> steps(int layers, String... history) {
    List<Digest> diffIds = new ArrayList<>();
    List<Descriptor> blobs = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      diffIds.add(Digest.sha256(("layer " + i).getBytes(UTF_8)));
      blobs.add(Descriptor.of(MediaType.OCI_LAYER_GZIP, diffIds.get(i), 1));
    }
    Document<ImageConfig> config =
        ImageConfig.of(new Platform("linux", "amd64"))
            .withRootFs(new RootFs(diffIds))
            .withHistory(
                Stream.of(history)
                    .map(step -> new History(null, step, null, null, step.startsWith("-")))
                    .toList())
            .toDocument(MediaType.OCI_CONFIG);
    ImageManifest manifest = ImageManifest.of(MediaType.OCI_MANIFEST, config.descriptor(), blobs);
    Image image = new Image(config.descriptor(), manifest, config);
    return ImageStep.of(image).stream()
        .map(
            step ->
                step.history().createdBy()
                    + (step.layer().isPresent() ? " " + step.layer().getAsInt() : ""))
        .toList();
  }

  @Test
  void steps_with_a_layer_get_the_layers_in_order() {
    assertEquals(List.of("a 0", "-b", "c 1", "-d"), steps(2, "a", "-b", "c", "-d"));
  }

  @Test
  void layers_without_a_step_are_steps_of_their_own() {
    assertEquals(List.of("a 0", "null 1", "null 2"), steps(3, "a"));
    assertEquals(List.of(), steps(0));
  }

  @Test
  void steps_beyond_the_last_layer_have_none() {
    assertEquals(List.of("a 0", "b"), steps(1, "a", "b"));
  }
}
