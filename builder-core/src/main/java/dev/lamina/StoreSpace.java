package dev.lamina;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What takes how much room in a store. All sizes are bytes as they are stored.
 *
 * @param images every image once, in the order of their names
 * @param blobs of the images, each counted once
 * @param unneeded blobs that no name leads to, and that {@code prune} removes: those of nameless
 *     images and those of none
 * @param cache what can be computed again: tables of contents of layers, and where blobs were seen
 * @param quarantine damaged blobs that were moved aside
 */
public record StoreSpace(
    List<ImageSpace> images, Amount blobs, Amount unneeded, Amount cache, Amount quarantine) {
  public StoreSpace {
    images = List.copyOf(images);
  }

  /** So many files of so many bytes. */
  public record Amount(long count, long bytes) {}

  /**
   * What one image takes, with all platforms of an index.
   *
   * @param names all of them; empty for a nameless image
   * @param root the manifest or index
   * @param id the image ID, of an index that of its first image; null for what is no image
   * @param size of all its blobs
   * @param shared of those that other images need too
   */
  public record ImageSpace(
      List<Reference> names, Descriptor root, @Nullable Digest id, long size, long shared) {
    public ImageSpace {
      names = List.copyOf(names);
    }

    /** What goes with this image. */
    public long unique() {
      return size - shared;
    }
  }
}
