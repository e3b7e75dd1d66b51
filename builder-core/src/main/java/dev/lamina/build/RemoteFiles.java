package dev.lamina.build;

import dev.lamina.digest.Digest;
import dev.lamina.io.RefusedInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Fetches the files that ADD names by URL. */
@FunctionalInterface
public interface RemoteFiles {
  /** For builds without a network. */
  RemoteFiles NONE =
      (address, checksum) -> {
        throw new RefusedInputException("this build uses no network, and does not fetch URLs");
      };

  /** A file on its way; the caller closes it. */
  interface RemoteFile extends Closeable {
    /** Its bytes, which nobody has verified. */
    InputStream content() throws IOException;

    /** Seconds since 1970, as the server says; 0 when it does not. */
    long modified();
  }

  /**
   * Asks for a file.
   *
   * @param checksum what the caller compares its bytes with; null for nothing
   * @throws IOException when it cannot be had: "invalid response status 404"
   */
  RemoteFile open(URI address, @Nullable Digest checksum) throws IOException;
}
