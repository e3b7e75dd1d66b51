package dev.lamina.archive;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code manifest.json} of {@code docker save}: which file is the config, which are the layers.
 * It has no digests and no media types, so these are made from the bytes. Members of other names
 * ({@code LayerSources} of Docker 25) are ignored.
 */
final class DockerManifest {
  private static final int MAX_IMAGES = 1000;
  private static final Set<String> KEYS = Set.of("Config", "RepoTags", "Layers");

  private final List<Item> items;

  /** One image. */
  private record Item(String config, List<Reference> names, List<String> layers) {}

  private DockerManifest(List<Item> items) {
    this.items = items;
  }

  /**
   * @throws RefusedInputException when it is not such a document, or a name breaks the grammar
   */
  static DockerManifest parse(byte[] bytes) throws RefusedInputException {
    String where = MemberNames.DOCKER_MANIFEST;
    if (!(Json.parse(bytes, where) instanceof JsonArray array)) {
      throw new RefusedInputException(where + ": not a JSON array");
    }
    if (array.values().size() > MAX_IMAGES) {
      throw new RefusedInputException(where + " lists more than " + MAX_IMAGES + " images");
    }
    List<Item> items = new ArrayList<>();
    for (JsonValue value : array.values()) {
      if (!(value instanceof JsonObject object)) {
        throw new RefusedInputException(where + ": holds something that is not an object");
      }
      object.requireExactCase(KEYS);
      List<Reference> names = new ArrayList<>();
      for (String tag : object.strings("RepoTags")) {
        names.add(ImageList.name(tag, where + ": RepoTags"));
      }
      items.add(new Item(object.string("Config"), names, object.strings("Layers")));
    }
    return new DockerManifest(items);
  }

  /** Whether everything that this names is among the images of the archive's index. */
  boolean agreesWith(MemberTable members, Set<Digest> configs, Set<Reference> names)
      throws RefusedInputException {
    for (Item item : items) {
      Digest config = members.file(item.config(), "config").blob().digest();
      if (!configs.contains(config) || !names.containsAll(item.names())) {
        return false;
      }
    }
    return true;
  }

  /** Checks every image and makes its manifest. */
  ArchiveImages read(MemberTable members, ImageCheck check) throws IOException {
    ArchiveImages images = new ArchiveImages();
    for (Item item : items) {
      Descriptor config = config(members, item);
      List<Descriptor> layers = new ArrayList<>();
      for (String name : item.layers()) {
        layers.add(layer(members.file(name, "layer"), name));
      }
      ImageConfig value = check.config(config);
      check.checkLayers("image " + config.digest(), layers, value);
      Descriptor root =
          images.generated(ImageManifest.of(MediaType.OCI_MANIFEST, config, layers).toDocument());
      if (item.names().isEmpty()) {
        images.add(null, root, Map.of());
      }
      for (Reference name : item.names()) {
        images.add(name, root, Map.of(Annotations.REF_NAME, name.toString()));
      }
    }
    return images;
  }

  /** The image ID is always computed; a name that promises another one is a lie. */
  private static Descriptor config(MemberTable members, Item item) throws IOException {
    SpooledFile file = members.file(item.config(), "config");
    Digest digest = file.blob().digest();
    String name = item.config().substring(item.config().lastIndexOf('/') + 1);
    String hex = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    String promised = hex.startsWith("sha256:") ? hex.substring(7) : hex;
    boolean promises =
        promised.matches("[0-9a-f]{64}") && digest.algorithm() == DigestAlgorithm.SHA256;
    if (promises && !promised.equals(digest.hex())) {
      throw new ContentMismatchException(
          "digest mismatch of config " + Escaped.text(item.config()) + ": got " + digest);
    }
    return Descriptor.of(MediaType.OCI_CONFIG, digest, file.blob().size());
  }

  private static Descriptor layer(SpooledFile file, String name) throws RefusedInputException {
    String mediaType =
        switch (file.format()) {
          case PLAIN -> MediaType.OCI_LAYER_TAR;
          case GZIP -> MediaType.OCI_LAYER_GZIP;
          case ZSTD -> MediaType.OCI_LAYER_ZSTD;
          default ->
              throw new RefusedInputException(
                  "layer '"
                      + Escaped.text(name)
                      + "' is compressed with "
                      + file.format().text()
                      + ", for which images have no media type");
        };
    return Descriptor.of(mediaType, file.blob().digest(), file.blob().size());
  }
}
