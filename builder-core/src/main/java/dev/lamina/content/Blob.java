package dev.lamina.content;

import dev.lamina.digest.Digest;

/**
 * Bytes that have been stored.
 *
 * @param digest the name of the bytes
 * @param size count of the bytes
 */
public record Blob(Digest digest, long size) {
  public Blob {
    if (size < 0) {
      throw new IllegalArgumentException("negative size " + size);
    }
  }
}
