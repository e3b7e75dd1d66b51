package dev.lamina.content;

import java.io.IOException;
import java.io.OutputStream;

/** One blob being written; invisible until {@link #commit()}. For one thread. */
public abstract class BlobWriter extends OutputStream {
  /**
   * Makes the blob visible under its digest, as durable as the sink promises. Nothing can be
   * written afterwards.
   *
   * @return the name and size of what was written
   * @throws IOException when it cannot be stored; the bytes are then gone
   * @throws IllegalStateException when committed twice or after {@link #close()}
   */
  public abstract Blob commit() throws IOException;

  /** Discards what was written unless {@link #commit()} has returned; may be called again. */
  @Override
  public abstract void close() throws IOException;
}
