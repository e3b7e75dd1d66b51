package dev.lamina.image;

import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One image for one platform: its manifest and its config, of which the number of layers agrees.
 * Layers are not read.
 *
 * @param descriptor of the manifest
 * @param config with the bytes that the image ID is the digest of
 */
public record Image(Descriptor descriptor, ImageManifest manifest, Document<ImageConfig> config) {

  /**
   * @throws IllegalArgumentException when manifest and config do not have the same number of layers
   */
  public Image {
    if (manifest.layers().size() != config.value().rootFs().diffIds().size()) {
      throw new IllegalArgumentException(
          "manifest " + descriptor.digest() + " and its config differ in the number of layers");
    }
  }

  /** The image ID: the digest of the config. */
  public Digest id() {
    return config.descriptor().digest();
  }

  /**
   * Reads the image of {@code root}; from an index the one for the wanted platform, from a manifest
   * the image whatever its platform is.
   *
   * @throws NotFoundException when an index has nothing for the platform; says what it has
   * @throws RefusedInputException when the root is not an image, or manifest and config disagree
   */
  public static Image read(ImageSource source, Descriptor root, PlatformMatcher platform)
      throws IOException {
    Descriptor descriptor = root;
    for (int depth = 0; depth < ImageCopier.MAX_DEPTH; depth++) {
      Manifest manifest = source.manifest(descriptor).value();
      if (manifest instanceof ImageManifest image) {
        return read(source, descriptor, image);
      }
      descriptor = choose((ImageIndex) manifest, descriptor, platform);
    }
    throw new RefusedInputException(
        "index " + root.digest() + " nests more than " + ImageCopier.MAX_DEPTH + " indexes");
  }

  /**
   * Reads the image of a manifest.
   *
   * @throws RefusedInputException when it is an index or no image, or manifest and config disagree
   */
  public static Image ofManifest(ImageSource source, Descriptor manifest) throws IOException {
    return read(source, manifest, source.manifest(manifest).as(ImageManifest.class).value());
  }

  private static Descriptor choose(
      ImageIndex index, Descriptor descriptor, PlatformMatcher platform) throws NotFoundException {
    return platform
        .choose(index)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "index "
                        + descriptor.digest()
                        + " has no image for "
                        + Escaped.text(platform.wanted().toString())
                        + "; it has: "
                        + platforms(index)));
  }

  private static Image read(ImageSource source, Descriptor descriptor, ImageManifest manifest)
      throws IOException {
    Descriptor wanted = manifest.config();
    if (!MediaType.isConfig(wanted.mediaType())) {
      throw new RefusedInputException(
          "manifest "
              + descriptor.digest()
              + " is not an image: its config is "
              + Escaped.text(wanted.mediaType()));
    }
    Document<ImageConfig> config;
    try (InputStream in = source.open(wanted)) {
      config = ImageConfig.document(wanted, Document.readBytes(wanted, in));
    }
    int layers = manifest.layers().size();
    int diffIds = config.value().rootFs().diffIds().size();
    if (layers != diffIds) {
      throw new RefusedInputException(
          "manifest "
              + descriptor.digest()
              + " has "
              + layers
              + " layers, its config "
              + wanted.digest()
              + " names "
              + diffIds);
    }
    return new Image(descriptor, manifest, config);
  }

  private static String platforms(ImageIndex index) {
    List<String> platforms =
        index.manifests().stream()
            .filter(entry -> !PlatformMatcher.isAttestation(entry))
            .map(Descriptor::platform)
            .filter(Objects::nonNull)
            .map(platform -> Escaped.text(platform.toString()))
            .distinct()
            .toList();
    return platforms.isEmpty() ? "none" : platforms.stream().collect(Collectors.joining(", "));
  }
}
