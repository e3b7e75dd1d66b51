package dev.lamina.content;

import dev.lamina.oci.Descriptor;
import java.io.IOException;

/** Somewhere that takes blobs which are elsewhere already. Safe for threads. */
public interface BlobTarget {
  /**
   * Takes a blob from a source, unless it is here. The source may be read several times, or not at
   * all.
   *
   * @throws dev.lamina.digest.ContentMismatchException when the bytes are not what the descriptor
   *     says; nothing is then stored
   */
  void copy(Descriptor blob, BlobSource source) throws IOException;
}
