package dev.lamina.build;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.Scratch;
import java.io.IOException;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A source of ADD that is a URL: a file of mode 0600, with the time that its server says. */
final class UrlSource {
  /** What BuildKit calls the file of a URL without a path. */
  private static final String UNNAMED = "__unnamed__";

  private final URI address;

  private UrlSource(URI address) {
    this.address = address;
  }

  /**
   * @throws IllegalArgumentException when it is not a URL
   */
  static UrlSource of(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && address.getUserInfo() == null) {
        return new UrlSource(address);
      }
    } catch (IllegalArgumentException e) {
      // said below, without what it may hold of a secret
    }
    throw new IllegalArgumentException("not a URL that can be fetched: " + withoutQuery(text));
  }

  private static String withoutQuery(String text) {
    return Escaped.text(text.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//"));
  }

  /** The last part of its path. */
  EntryPath name() {
    String path = address.getPath() == null ? "" : address.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean usable = !name.isEmpty() && !name.equals(".") && !name.equals("..");
    return EntryPath.of(usable ? name : UNNAMED);
  }

  /**
   * Fetches it.
   *
   * @param checksum what it is to have; null for any
   * @throws ContentMismatchException when it has another
   */
  FileEntry fetch(RemoteFiles files, EntryPath path, @Nullable Digest checksum, Scratch scratch)
      throws IOException {
    try (RemoteFiles.RemoteFile file = files.open(address, checksum)) {
      ByteSource content;
      if (checksum == null) {
        content = scratch.append(file.content());
      } else {
        MessageDigest hash = checksum.algorithm().newMessageDigest();
        content = scratch.append(new DigestInputStream(file.content(), hash));
        Digest found = Digest.of(checksum.algorithm(), hash);
        if (!found.equals(checksum)) {
          throw new ContentMismatchException(
              "digest mismatch "
                  + found
                  + ": "
                  + checksum
                  + " ("
                  + withoutQuery(address.toString())
                  + ")");
        }
      }
      return new FileEntry(path, Metadata.of(0600).withMtime(file.modified()), content);
    }
  }
}
