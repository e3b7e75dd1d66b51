package dev.lamina.archive;

/** What an archive of images is for its readers. */
public enum ArchiveFormat {
  /** Both of the others at once, each blob once. */
  UNIVERSAL,
  /** An OCI image layout, and nothing else. */
  OCI,
  /**
   * What {@code docker save} writes: configs, layers and {@code manifest.json}. It holds no
   * manifests, so their digests are lost, and of an index one image.
   */
  DOCKER
}
