package dev.lamina.oci;

/** Keys of annotations that Lamina reads or writes (OCI image-spec, annotations.md). */
public final class Annotations {
  /** The name of an image in a layout; in our store the full reference. */
  public static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** The full name of an image in an archive, as containerd and Docker read it. */
  public static final String CONTAINERD_NAME = "io.containerd.image.name";

  /** When the image was made, RFC 3339. */
  public static final String CREATED = "org.opencontainers.image.created";

  /** The digest of the base image's manifest. */
  public static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

  /** The reference of the base image. */
  public static final String BASE_NAME = "org.opencontainers.image.base.name";

  private Annotations() {}
}
