package dev.lamina;

import dev.lamina.digest.Digest;
import dev.lamina.image.Image;
import dev.lamina.image.ImageSource;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image of a store with what it consists of.
 *
 * @param names all of them; empty for a nameless image
 * @param root the manifest or index
 * @param branches the images of an index, in its order; of a manifest the one
 */
public record ImageTree(List<Reference> names, Descriptor root, List<Branch> branches) {
  public ImageTree {
    names = List.copyOf(names);
    branches = List.copyOf(branches);
  }

  /**
   * The image for one platform, or what else an index lists.
   *
   * @param platform what the config says, else what the index does; null when neither does
   * @param manifest of the image
   * @param id the image ID; null for what is no image
   * @param size of config and layers as they are stored; of what is no image, that of its document
   * @param present false for an image that is listed and not here
   */
  public record Branch(
      @Nullable Platform platform,
      Descriptor manifest,
      @Nullable Digest id,
      long size,
      boolean present) {}

  static ImageTree of(ImageSource images, List<Reference> names, Descriptor root)
      throws IOException {
    List<Branch> branches = new ArrayList<>();
    try {
      Manifest manifest = images.manifest(root).value();
      if (manifest instanceof ImageIndex index) {
        for (Descriptor child : index.manifests()) {
          branches.add(branch(images, child));
        }
      } else {
        branches.add(branch(images, root));
      }
    } catch (RefusedInputException | NotFoundException e) {
      // `verify` says what is wrong with it
      branches.add(new Branch(root.platform(), root, null, root.size(), false));
    }
    return new ImageTree(names, root, branches);
  }

  private static Branch branch(ImageSource images, Descriptor manifest) throws IOException {
    boolean present = images.has(manifest);
    if (present
        && MediaType.isManifest(manifest.mediaType())
        && !PlatformMatcher.isAttestation(manifest)) {
      try {
        Image image = Image.ofManifest(images, manifest);
        long layers = image.manifest().layers().stream().mapToLong(Descriptor::size).sum();
        return new Branch(
            image.config().value().platform(),
            manifest,
            image.id(),
            image.config().descriptor().size() + layers,
            true);
      } catch (RefusedInputException | NotFoundException e) {
        // an artifact
      }
    }
    return new Branch(manifest.platform(), manifest, null, manifest.size(), present);
  }
}
