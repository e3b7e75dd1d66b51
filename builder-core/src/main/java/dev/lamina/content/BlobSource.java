package dev.lamina.content;

import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/** Somewhere to read blobs from. Safe for threads. */
public interface BlobSource {
  /**
   * A stream over the blob, verified while it is read: its end is reached only when size and digest
   * are those of the descriptor. The caller closes it, and acts on what it read only after the end.
   *
   * @throws NotFoundException when it is not here
   */
  InputStream open(Descriptor blob) throws IOException;

  /** Whether {@link #open} would find a blob of this digest and size; reads no content. */
  boolean has(Descriptor blob) throws IOException;
}
