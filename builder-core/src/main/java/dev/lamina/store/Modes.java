package dev.lamina.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Modes of what the store makes, set as they are, whatever the umask. */
final class Modes {
  private Modes() {}

  /** For a new directory that is never, not for a moment, open to others. */
  static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Sets the twelve bits of a file that we made; nothing where there are none. */
  static void set(Path path, int mode) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
