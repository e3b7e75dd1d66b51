package dev.lamina.build;

import dev.lamina.oci.MediaType;

/** Whose documents describe an image. Contents and image ID do not depend on it. */
public enum ImageFormat {
  /** The OCI image specification's. */
  OCI(MediaType.OCI_CONFIG, MediaType.OCI_MANIFEST, MediaType.OCI_INDEX),
  /** Docker's (manifest version 2, schema 2), which have no annotations. */
  DOCKER(MediaType.DOCKER_CONFIG, MediaType.DOCKER_MANIFEST, MediaType.DOCKER_LIST);

  private final String config;
  private final String manifest;
  private final String index;

  ImageFormat(String config, String manifest, String index) {
    this.config = config;
    this.manifest = manifest;
    this.index = index;
  }

  String config() {
    return config;
  }

  String manifest() {
    return manifest;
  }

  String index() {
    return index;
  }

  /** This format's word for a layer of the OCI media type. */
  String layer(String mediaType) {
    return this == DOCKER ? MediaType.dockerLayer(mediaType) : mediaType;
  }
}
