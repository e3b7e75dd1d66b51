package dev.lamina.filetree;

import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** What is in files, by digest. */
public final class FileContents {
  private FileContents() {}

  /** Whether two files of the same size have the same bytes. */
  static boolean same(FileEntry file, FileEntry other) throws IOException {
    boolean sameEntry =
        file.content() instanceof LayerFile one
            && other.content() instanceof LayerFile two
            && one.isSameAs(two);
    return sameEntry
        || file.content().size() == 0
        || digest(file.content()).equals(digest(other.content()));
  }

  /** The SHA-256 of bytes; they are read unless it is known. */
  public static Digest digest(ByteSource content) throws IOException {
    Digest known = content instanceof LayerFile place ? place.contentDigest() : null;
    if (known != null) {
      return known;
    }
    MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
    try (InputStream in = content.open()) {
      hash(in, hash, new byte[64 << 10]);
    }
    return Digest.of(DigestAlgorithm.SHA256, hash);
  }

  /** Reads a stream to its end. */
  static void hash(InputStream in, MessageDigest hash, byte[] buffer) throws IOException {
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      hash.update(buffer, 0, n);
    }
  }
}
