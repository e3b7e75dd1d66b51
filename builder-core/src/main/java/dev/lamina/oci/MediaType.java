package dev.lamina.oci;

import java.util.Set;

/**
 * The media types of images, of the OCI specification (media-types.md) and of Docker's manifest
 * version 2, schema 2.
 */
public final class MediaType {
  /** An image of one platform. */
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** Images of several platforms under one name. */
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  /** The configuration of an image. */
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

  /** A layer: a tar. */
  public static final String OCI_LAYER_TAR = "application/vnd.oci.image.layer.v1.tar";

  /** A layer: a tar in gzip. */
  public static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

  /** A layer: a tar in zstd. */
  public static final String OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";

  /** The document {@code {}} where a descriptor is demanded and there is nothing to describe. */
  public static final String EMPTY = "application/vnd.oci.empty.v1+json";

  /** Docker's manifest of one platform. */
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  /** Docker's manifest list. */
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  /** Docker's image configuration. */
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

  /** Docker's layer, uncompressed. */
  public static final String DOCKER_LAYER_TAR = "application/vnd.docker.image.rootfs.diff.tar";

  /** Docker's layer in gzip. */
  public static final String DOCKER_LAYER_GZIP =
      "application/vnd.docker.image.rootfs.diff.tar.gzip";

  /** Docker's layer in zstd, as containers/image writes it. */
  public static final String DOCKER_LAYER_ZSTD =
      "application/vnd.docker.image.rootfs.diff.tar.zstd";

  /** Docker's layer that registries are not to store. */
  public static final String DOCKER_FOREIGN_LAYER =
      "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

  private static final String OCI_FOREIGN_LAYER =
      "application/vnd.oci.image.layer.nondistributable.v1.tar";

  private static final Set<String> LAYERS =
      Set.of(
          OCI_LAYER_TAR,
          OCI_LAYER_GZIP,
          OCI_LAYER_ZSTD,
          DOCKER_LAYER_TAR,
          DOCKER_LAYER_GZIP,
          DOCKER_LAYER_ZSTD);

  private MediaType() {}

  /** Whether this is the manifest of one image. */
  public static boolean isManifest(String mediaType) {
    return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
  }

  /** Whether this is an index (Docker: manifest list). */
  public static boolean isIndex(String mediaType) {
    return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
  }

  /** Whether this is the configuration of an image that can run. */
  public static boolean isConfig(String mediaType) {
    return mediaType.equals(OCI_CONFIG) || mediaType.equals(DOCKER_CONFIG);
  }

  /** Whether this is a layer that can be unpacked, the nondistributable ones included. */
  public static boolean isLayer(String mediaType) {
    return LAYERS.contains(mediaType) || isForeignLayer(mediaType);
  }

  /** Whether this is a layer that registries are not to store. */
  public static boolean isForeignLayer(String mediaType) {
    return mediaType.equals(DOCKER_FOREIGN_LAYER)
        || mediaType.equals(OCI_FOREIGN_LAYER)
        || mediaType.equals(OCI_FOREIGN_LAYER + "+gzip")
        || mediaType.equals(OCI_FOREIGN_LAYER + "+zstd");
  }

  /** Whether this is a layer in gzip. */
  public static boolean isGzip(String mediaType) {
    return isLayer(mediaType) && (mediaType.endsWith("+gzip") || mediaType.endsWith(".gzip"));
  }

  /** Whether this is a layer in zstd. */
  public static boolean isZstd(String mediaType) {
    return isLayer(mediaType) && (mediaType.endsWith("+zstd") || mediaType.endsWith(".zstd"));
  }

  /** Docker's word for a layer's media type of OCI's; any other comes back as it is. */
  public static String dockerLayer(String mediaType) {
    return switch (mediaType) {
      case OCI_LAYER_TAR -> DOCKER_LAYER_TAR;
      case OCI_LAYER_GZIP -> DOCKER_LAYER_GZIP;
      case OCI_LAYER_ZSTD -> DOCKER_LAYER_ZSTD;
      default -> mediaType;
    };
  }

  /** OCI's word for a layer's media type of Docker's; any other comes back as it is. */
  public static String ociLayer(String mediaType) {
    return switch (mediaType) {
      case DOCKER_LAYER_TAR -> OCI_LAYER_TAR;
      case DOCKER_LAYER_GZIP -> OCI_LAYER_GZIP;
      case DOCKER_LAYER_ZSTD -> OCI_LAYER_ZSTD;
      default -> mediaType;
    };
  }
}
