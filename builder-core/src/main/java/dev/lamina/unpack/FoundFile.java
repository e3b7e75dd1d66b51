package dev.lamina.unpack;

import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Whiteouts;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One name below a directory on disk, as it was found. */
record FoundFile(EntryPath path, Path place, FileStatus status) {
  /** How sockets are told apart from files: they are left out. */
  boolean isSocket() {
    return status.type() == FileStatus.Type.SOCKET;
  }

  /** The same for all names of a file. */
  record Inode(long dev, long ino) {}

  Inode inode() {
    return new Inode(status.dev(), status.ino());
  }

  /**
   * All that is below a directory, a directory before what is in it, in byte order. No link is
   * followed.
   *
   * @throws RefusedInputException when there is a name that no layer can hold
   */
  static List<FoundFile> below(Path top, Cancellation cancellation) throws IOException {
    List<FoundFile> found = new ArrayList<>();
    Deque<FoundFile> ahead = new ArrayDeque<>();
    push(ahead, EntryPath.ROOT, top);
    while (!ahead.isEmpty()) {
      cancellation.check();
      FoundFile next = ahead.pop();
      found.add(next);
      if (next.status().isDirectory()) {
        push(ahead, next.path(), next.place());
      }
    }
    return found;
  }

  private static void push(Deque<FoundFile> ahead, EntryPath directory, Path place)
      throws IOException {
    List<EntryPath> names = Fs.names(place);
    for (int i = names.size() - 1; i >= 0; i--) {
      EntryPath path = directory.resolve(names.get(i));
      if (Whiteouts.isReserved(names.get(i))) {
        throw new RefusedInputException(
            path + ": names that begin with .wh. delete files in layers");
      }
      Path child = Fs.child(place, names.get(i));
      FileStatus status = Fs.status(child);
      if (status == null) {
        throw new IOException(
            "the directory changed while being read: " + Escaped.text(child.toString()));
      }
      if (status.type() == FileStatus.Type.OTHER) {
        throw new RefusedInputException("no image can hold the special file " + path);
      }
      ahead.push(new FoundFile(path, child, status));
    }
  }
}
