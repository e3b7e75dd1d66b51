package dev.lamina.cache;

import dev.lamina.digest.Digest;
import dev.lamina.image.ImageSource;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Layers of builds as an image that is copied, kept and collected like any other: its layers are
 * theirs, and its config says what they were made of. The same layers make the same image.
 */
public final class CacheImage {
  /** What its manifest says that it is. */
  public static final String ARTIFACT_TYPE = "application/vnd.lamina.build.cache.v1";

  /** Of its config. */
  static final String CONFIG_TYPE = "application/vnd.lamina.build.cache.config.v1+json";

  /** Most entries that are written or read; several may share a layer. */
  static final int MOST_ENTRIES = 4096;

  private final Document<ImageManifest> manifest;
  private final byte[] config;

  private CacheImage(Document<ImageManifest> manifest, byte[] config) {
    this.manifest = manifest;
    this.config = config;
  }

  /** The manifest. */
  public Document<ImageManifest> manifest() {
    return manifest;
  }

  /** What refers to the config. */
  public Descriptor configDescriptor() {
    return manifest.value().config();
  }

  /** A stream over the bytes of the config. */
  public InputStream openConfig() {
    return new ByteArrayInputStream(config);
  }

  /**
   * The image of some layers. Of more than one has room for, those come first that are given first.
   */
  public static CacheImage of(Collection<SharedLayer> layers) {
    Map<Digest, Descriptor> kept = new LinkedHashMap<>();
    List<SharedLayer> entries = new ArrayList<>();
    for (SharedLayer each : layers) {
      Descriptor blob = each.layer().descriptor();
      boolean room = kept.size() < ImageManifest.MAX_LAYERS || kept.containsKey(blob.digest());
      if (room && entries.size() < MOST_ENTRIES) {
        kept.putIfAbsent(blob.digest(), blob.bare());
        entries.add(each);
      }
    }
    entries.sort(SharedLayer.ORDER);
    List<Descriptor> blobs = new ArrayList<>(new TreeMap<>(kept).values());
    Map<Digest, Integer> numbers = new LinkedHashMap<>();
    blobs.forEach(blob -> numbers.put(blob.digest(), numbers.size()));
    List<JsonValue> written = new ArrayList<>();
    for (SharedLayer each : entries) {
      written.add(
          JsonObject.builder()
              .set("outline", each.outline().toString())
              .set("key", each.key().toString())
              .set("diffID", each.layer().diffId().toString())
              .set("layer", numbers.getOrDefault(each.layer().descriptor().digest(), 0))
              .build());
    }
    byte[] config = Json.write(JsonObject.builder().set("entries", new JsonArray(written)).build());
    Descriptor described = Descriptor.of(CONFIG_TYPE, Digest.sha256(config), config.length);
    return new CacheImage(manifest(described, blobs).toDocument(), config);
  }

  private static ImageManifest manifest(Descriptor config, List<Descriptor> layers) {
    return new ImageManifest(
        MediaType.OCI_MANIFEST,
        ARTIFACT_TYPE,
        config,
        layers,
        null,
        new TreeMap<>(),
        JsonObject.EMPTY);
  }

  /** Whether a manifest is that of such an image. */
  public static boolean isOne(ImageManifest manifest) {
    return ARTIFACT_TYPE.equals(manifest.artifactType())
        && manifest.config().mediaType().equals(CONFIG_TYPE);
  }

  /**
   * The layers of such an image; none of them is fetched, or known to be what is said of it.
   *
   * @throws RefusedInputException when it is no such image, or not a sound one: a document of more
   *     than 4 MiB, more than 4,096 entries, something that is no layer
   */
  public static List<SharedLayer> read(ImageSource source, Descriptor root) throws IOException {
    if (!MediaType.isManifest(root.mediaType())) {
      throw new RefusedInputException(notOne(root, Escaped.text(root.mediaType())));
    }
    ImageManifest manifest = source.manifest(root).as(ImageManifest.class).value();
    if (!isOne(manifest)) {
      String type = manifest.artifactType();
      throw new RefusedInputException(
          notOne(root, Escaped.text(type == null ? manifest.config().mediaType() : type)));
    }
    String what = "build cache " + root.digest();
    byte[] bytes;
    try (InputStream in = source.open(manifest.config())) {
      bytes = Document.readBytes(manifest.config(), in);
    }
    List<JsonObject> entries = Json.parseObject(bytes, what).objects("entries");
    if (entries.size() > MOST_ENTRIES) {
      throw new RefusedInputException(
          what + " has " + entries.size() + " entries, more than the limit of " + MOST_ENTRIES);
    }
    List<SharedLayer> layers = new ArrayList<>();
    for (JsonObject entry : entries) {
      layers.add(
          new SharedLayer(
              digest(entry, "outline"),
              digest(entry, "key"),
              new Layer(blob(entry, manifest.layers()), digest(entry, "diffID"))));
    }
    return layers;
  }

  private static String notOne(Descriptor root, String type) {
    return root.digest() + " is not a build cache of lamina: it is " + type;
  }

  private static Descriptor blob(JsonObject entry, List<Descriptor> blobs)
      throws RefusedInputException {
    long number = entry.integer("layer");
    if (number < 0 || number >= blobs.size()) {
      throw entry.refusal("layer", "is " + number + ", of " + blobs.size() + " layers");
    }
    Descriptor blob = blobs.get((int) number);
    String type = blob.mediaType();
    if (!MediaType.isLayer(type) || MediaType.isForeignLayer(type)) {
      throw entry.refusal("layer", "is of type " + Escaped.text(type) + ", which is no layer");
    }
    return blob.bare();
  }

  private static Digest digest(JsonObject entry, String key) throws RefusedInputException {
    try {
      return Digest.parse(entry.string(key));
    } catch (IllegalArgumentException e) {
      throw entry.refusal(key, "is not a digest: " + e.getMessage());
    }
  }
}
