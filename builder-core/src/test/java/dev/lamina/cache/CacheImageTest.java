package dev.lamina.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.MemoryImages;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheImageTest {
  private final MemoryImages images = new MemoryImages();

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(UTF_8));
  }

  private static SharedLayer layer(String name) {
    Descriptor blob = Descriptor.of(MediaType.OCI_LAYER_GZIP, digest(name), name.length());
    return new SharedLayer(
        digest("outline " + name), digest("key " + name), new Layer(blob, digest("tar " + name)));
  }

  private Descriptor put(CacheImage image) throws IOException {
    try (InputStream in = image.openConfig()) {
      images.put(image.configDescriptor(), in);
    }
    images.put(image.manifest());
    return image.manifest().descriptor();
  }

  /** A cache as somebody else might make it. */
  private Descriptor foreign(@Nullable String artifactType, String configType, byte[] config)
      throws IOException {
    Descriptor described = Descriptor.of(configType, Digest.sha256(config), config.length);
    images.put(described, new ByteArrayInputStream(config));
    List<Descriptor> layers =
        List.of(
            layer("a").layer().descriptor(),
            Descriptor.of("application/x-program", digest("x"), 1));
    Document<ImageManifest> manifest =
        new ImageManifest(
                MediaType.OCI_MANIFEST,
                artifactType,
                described,
                layers,
                null,
                new TreeMap<>(),
                JsonObject.EMPTY)
            .toDocument();
    images.put(manifest);
    return manifest.descriptor();
  }

  private String refused(String config) throws IOException {
    Descriptor root =
        foreign(CacheImage.ARTIFACT_TYPE, CacheImage.CONFIG_TYPE, config.getBytes(UTF_8));
    return String.valueOf(
        assertThrows(RefusedInputException.class, () -> CacheImage.read(images, root))
            .getMessage());
  }

  private static String entry(String outline, String layer) {
    return "{\"outline\":\""
        + outline
        + "\",\"key\":\""
        + digest("k")
        + "\",\"diffID\":\""
        + digest("d")
        + "\",\"layer\":"
        + layer
        + "}";
  }

  @Test
  void what_was_written_is_read_in_whatever_order_it_came() throws IOException {
    List<SharedLayer> layers = new ArrayList<>(List.of(layer("a"), layer("b"), layer("c")));
    CacheImage image = CacheImage.of(layers);
    Collections.reverse(layers);
    assertEquals(image.manifest(), CacheImage.of(layers).manifest());
    List<SharedLayer> read = CacheImage.read(images, put(image));
    assertEquals(3, read.size());
    assertTrue(read.containsAll(layers));
    assertEquals(3, image.manifest().value().layers().size());
  }

  @Test
  void two_inputs_may_have_one_layer() throws IOException {
    SharedLayer a = layer("a");
    SharedLayer other = new SharedLayer(digest("o"), digest("k"), a.layer());
    CacheImage image = CacheImage.of(List.of(a, other));
    assertEquals(1, image.manifest().value().layers().size());
    assertEquals(2, CacheImage.read(images, put(image)).size());
  }

  @Test
  void no_more_is_written_than_is_read() throws IOException {
    List<SharedLayer> many = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      many.add(layer("layer " + i));
    }
    CacheImage image = CacheImage.of(many);
    assertEquals(ImageManifest.MAX_LAYERS, image.manifest().value().layers().size());
    assertTrue(image.manifest().value().layers().contains(many.get(0).layer().descriptor()));
    assertEquals(ImageManifest.MAX_LAYERS, CacheImage.read(images, put(image)).size());
  }

  @Test
  void what_is_no_cache_is_named() throws IOException {
    Descriptor image = foreign(null, MediaType.OCI_CONFIG, "{}".getBytes(UTF_8));
    RefusedInputException refusal =
        assertThrows(RefusedInputException.class, () -> CacheImage.read(images, image));
    assertEquals(
        image.digest() + " is not a build cache of lamina: it is " + MediaType.OCI_CONFIG,
        refusal.getMessage());
    Descriptor index = Descriptor.of(MediaType.OCI_INDEX, digest("i"), 1);
    assertThrows(RefusedInputException.class, () -> CacheImage.read(images, index));
  }

  @Test
  void hostile_configs_are_refused() throws IOException {
    String good = digest("o").toString();
    assertTrue(refused("[]").contains("not a JSON object"));
    assertTrue(refused("{\"entries\":{}}").contains("'entries' is not an array"));
    assertTrue(refused("{\"entries\":[{}]}").contains("'outline' is missing"));
    assertTrue(refused("{\"entries\":[" + entry("sha256:XX", "0") + "]}").contains("not a digest"));
    assertTrue(refused("{\"entries\":[" + entry(good, "-1") + "]}").contains("is -1, of 2 layers"));
    assertTrue(refused("{\"entries\":[" + entry(good, "2") + "]}").contains("is 2, of 2 layers"));
    assertTrue(refused("{\"entries\":[" + entry(good, "1") + "]}").contains("which is no layer"));
    String many = (entry(good, "0") + ",").repeat(CacheImage.MOST_ENTRIES) + entry(good, "0");
    assertTrue(refused("{\"entries\":[" + many + "]}").contains("more than the limit of 4096"));
    String big = "{\"x\":\"" + "y".repeat(Document.MAX_SIZE) + "\"}";
    assertTrue(refused(big).contains("more than the limit of " + Document.MAX_SIZE));
  }

  @Test
  void damage_is_seen() throws IOException {
    CacheImage image = CacheImage.of(List.of(layer("a")));
    Descriptor root = put(image);
    images.damage(image.configDescriptor().digest());
    assertThrows(ContentMismatchException.class, () -> CacheImage.read(images, root));
    images.remove(image.configDescriptor().digest());
    assertThrows(NotFoundException.class, () -> CacheImage.read(images, root));
  }
}
