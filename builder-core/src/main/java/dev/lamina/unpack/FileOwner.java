package dev.lamina.unpack;

import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whose a file on disk is.
 *
 * @param gid -1 when only root would ask
 */
record FileOwner(long uid, long gid) {
  private static final Path SELF = Path.of("/proc/self");

  /** Whether this process may give files to others; so it is told where files are made. */
  static boolean isRoot() throws IOException {
    FileStatus self = Files.exists(SELF) ? Fs.status(SELF.toRealPath()) : null;
    return self != null && self.uid() == 0;
  }

  /** Of what is at a place, no link followed. */
  static FileOwner of(Path place, FileStatus status, boolean root) throws IOException {
    return new FileOwner(status.uid(), root ? gid(place) : -1);
  }

  private static long gid(Path place) throws IOException {
    Object gid = Files.getAttribute(place, "unix:gid", LinkOption.NOFOLLOW_LINKS);
    return Integer.toUnsignedLong((Integer) gid);
  }

  /**
   * Gives a file to its owner.
   *
   * @return false when the kernel refuses it, as it does for owners that a user namespace lacks
   */
  boolean give(Path place) throws IOException {
    try {
      Files.setAttribute(place, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(place, "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }
}
