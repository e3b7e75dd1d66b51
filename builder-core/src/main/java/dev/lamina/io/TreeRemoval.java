package dev.lamina.io;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/** Deletes what is on disk. */
public final class TreeRemoval {
  private static final int OWNER_MAY = 0700;

  private TreeRemoval() {}

  /**
   * Deletes a file, or a directory with all that is in it, also where modes of directories keep
   * their owner out; never through a link. Nothing happens when nothing is there.
   */
  public static void remove(Path top) throws IOException {
    Deque<Path> open = new ArrayDeque<>();
    open.push(top);
    while (!open.isEmpty()) {
      Path next = open.element();
      FileStatus status = Fs.status(next);
      if (status == null || !status.isDirectory()) {
        Files.deleteIfExists(next);
        open.remove();
        continue;
      }
      try {
        Files.deleteIfExists(next);
        open.remove();
      } catch (DirectoryNotEmptyException e) {
        letIn(next, status);
        for (EntryPath name : Fs.names(next)) {
          open.push(Fs.child(next, name));
        }
      }
    }
  }

  /** By the path, which is followed: what is unreadable cannot be opened first. */
  private static void letIn(Path directory, FileStatus status) throws IOException {
    if ((status.mode() & OWNER_MAY) != OWNER_MAY) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
