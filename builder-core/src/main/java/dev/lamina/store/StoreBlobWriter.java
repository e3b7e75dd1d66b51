package dev.lamina.store;

import dev.lamina.content.Blob;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;

/** One blob on its way into the store. */
final class StoreBlobWriter extends BlobWriter {
  private static final Set<PosixFilePermission> READ_ONLY =
      PosixFilePermissions.fromString("r--r--r--");

  private final LayoutDirectory layout;
  private final DigestAlgorithm algorithm;
  private final MessageDigest hash;
  private final AtomicFile file;
  private long size;

  StoreBlobWriter(LayoutDirectory layout, DigestAlgorithm algorithm, AtomicFile file) {
    this.layout = layout;
    this.algorithm = algorithm;
    this.hash = algorithm.newMessageDigest();
    this.file = file;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    file.write(bytes, offset, length);
    hash.update(bytes, offset, length);
    size += length;
  }

  /** A blob that is there already is replaced: the content is equal, and a rotten one is healed. */
  @Override
  public Blob commit() throws IOException {
    Digest digest = Digest.of(algorithm, hash);
    Path target = layout.blob(digest);
    layout.makeBlobDirectory(algorithm);
    file.publish(target, READ_ONLY);
    return new Blob(digest, size);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
