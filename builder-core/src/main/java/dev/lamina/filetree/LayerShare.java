package dev.lamina.filetree;

import dev.lamina.io.EntryPath;
import dev.lamina.oci.Descriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one layer brings to an image, and what of it upper layers make useless.
 *
 * @param layer the blob
 * @param files its regular files, in the order of the layer
 */
public record LayerShare(Descriptor layer, List<StoredFile> files) {
  public LayerShare {
    files = List.copyOf(files);
  }

  /** Bytes of all its files. */
  public long size() {
    return files.stream().mapToLong(StoredFile::size).sum();
  }

  /** Bytes of the files that no container sees. */
  public long wasted() {
    return files.stream().filter(file -> file.loss() != null).mapToLong(StoredFile::size).sum();
  }

  /**
   * A file of a layer.
   *
   * @param size in bytes
   * @param loss what became of it; null when a container of the image sees it
   */
  public record StoredFile(EntryPath path, long size, @Nullable Loss loss) {}

  /**
   * Why a file is not seen.
   *
   * @param layer which layer did it, from 0 at the bottom; its own when the layer has the path
   *     twice
   */
  public record Loss(int layer, Kind kind) {
    /** What was done. */
    public enum Kind {
      /** Another file is at its path. */
      OVERWRITTEN,
      /** Nothing is at its path any more. */
      DELETED
    }
  }
}
