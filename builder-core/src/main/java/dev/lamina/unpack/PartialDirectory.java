package dev.lamina.unpack;

import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.TreeRemoval;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A private directory for what is being unpacked, beside the place where it will appear. Its lock
 * is held as long as the process lives, so that those of killed processes can be told from others.
 *
 * <p>The names of this process's own are never opened again: closing a second channel of a file
 * would drop the lock of the first.
 */
final class PartialDirectory implements Closeable {
  private static final String PREFIX = ".partial-lamina-";
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private PartialDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes one, after those were removed that killed processes of the same user have left. */
  static PartialDirectory create(Path parent) throws IOException {
    while (true) {
      Path path = Files.createTempDirectory(parent, PREFIX + process() + "-");
      FileChannel channel = tryLock(path);
      if (channel != null) {
        PartialDirectory made = new PartialDirectory(path, channel);
        made.removeAbandoned(parent);
        return made;
      }
    }
  }

  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + Long.toString(start, Character.MAX_RADIX);
  }

  /**
   * The lock of a directory.
   *
   * @return null when another process has it, or has removed the directory
   */
  private static @Nullable FileChannel tryLock(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      if (lock != null && Fs.status(file) != null) {
        return channel;
      }
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    channel.close();
    return null;
  }

  private void removeAbandoned(Path parent) throws IOException {
    FileStatus own = Fs.status(path);
    for (EntryPath name : Fs.names(parent)) {
      String text = name.decoded();
      if (!text.startsWith(PREFIX) || text.startsWith(PREFIX + process() + "-")) {
        continue;
      }
      Path other = Fs.child(parent, name);
      FileStatus status = Fs.status(other);
      boolean ours = status != null && own != null && status.uid() == own.uid();
      if (ours && status != null && status.isDirectory()) {
        removeUnlessLocked(other);
      }
    }
  }

  private static void removeUnlessLocked(Path other) throws IOException {
    FileStatus file = Fs.status(other.resolve(LOCK));
    if (file != null && !file.isFile()) {
      return;
    }
    try (FileChannel channel = tryLock(other)) {
      if (channel != null) {
        TreeRemoval.remove(other);
      }
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try {
      TreeRemoval.remove(path);
    } finally {
      lock.close();
    }
  }
}
