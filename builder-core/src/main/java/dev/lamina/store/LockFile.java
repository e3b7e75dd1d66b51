package dev.lamina.store;

import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One lock file, shared or exclusive among the threads of this process and among processes.
 *
 * <p>The kernel's locks belong to the process, and all of them go when <em>any</em> channel of the
 * file is closed. So there is one channel for each lock file in the whole process, found by the
 * file's identity (whatever path leads to it), never used for reading or writing and never closed;
 * threads are kept apart here, in front of it. Lock files are never deleted. The table of channels
 * is the only state of the library that is static and changes.
 */
final class LockFile {
  /** Whether others may hold the lock at the same time. */
  enum Mode {
    SHARED,
    EXCLUSIVE
  }

  private static final Map<String, LockFile> OPEN = new HashMap<>();
  private static final long FIRST_PAUSE_MILLIS = 1;
  private static final long LAST_PAUSE_MILLIS = 25;

  private final String identity;
  private final FileChannel channel;

  /** How many of our threads share it. */
  private int sharers;

  /** Whether one of our threads has it alone, or is asking the kernel for it. */
  private boolean taken;

  private @Nullable FileLock lock;

  private LockFile(String identity, FileChannel channel) {
    this.identity = identity;
    this.channel = channel;
  }

  /** The lock file at a path, made when it is not there. Never through a link. */
  static LockFile at(Path path, Sharing sharing) throws IOException {
    synchronized (OPEN) {
      while (true) {
        FileStatus status = Fs.status(path);
        if (status == null) {
          create(path, sharing);
          continue;
        }
        if (!status.isFile()) {
          throw new IOException("not a lock file: " + Escaped.text(path.toString()));
        }
        String identity = identity(path, status);
        LockFile known = OPEN.get(identity);
        if (known == null) {
          known = new LockFile(identity, open(path));
          OPEN.put(identity, known);
        }
        return known;
      }
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  private static void create(Path path, Sharing sharing) throws IOException {
    try {
      // nobody holds a lock on a file that does not exist, so this channel may be closed
      FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE_NEW,
                  LinkOption.NOFOLLOW_LINKS))
          .close();
      Modes.set(path, sharing == Sharing.SHARED ? 0660 : 0600);
    } catch (FileAlreadyExistsException raced) {
      // another process made it: as good
      return;
    }
  }

  private static String identity(Path path, FileStatus status) throws IOException {
    return status.ino() == 0 ? path.toRealPath().toString() : status.dev() + ":" + status.ino();
  }

  /** A lock that is held until it is closed. */
  final class Hold implements Closeable {
    private boolean released;

    private Hold() {}

    /** Fails when somebody has replaced the lock file, so that the lock protects nothing. */
    void check(Path path) throws IOException {
      FileStatus status = Fs.status(path);
      if (status == null || !identity(path, status).equals(identity)) {
        throw new IOException("the lock file was replaced: " + Escaped.text(path.toString()));
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (LockFile.this) {
        if (!released) {
          released = true;
          release();
        }
      }
    }
  }

  /**
   * Takes the lock.
   *
   * @param operation what it is for, in the message when there is no time left
   * @throws StoreBusyException when others keep it for longer than {@code timeout}
   */
  Hold acquire(Mode mode, Duration timeout, String operation) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      Entry entry = enter(mode, deadline);
      if (entry == Entry.JOINED || (entry == Entry.FIRST && ask(mode, deadline))) {
        return new Hold();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while waiting to " + operation).initCause(e);
    }
    throw new StoreBusyException(
        "store busy: gave up after " + timeout.toMillis() + " ms of waiting to " + operation);
  }

  private enum Entry {
    /** The kernel's lock is there already, shared. */
    JOINED,
    /** The kernel is to be asked, by this thread alone. */
    FIRST,
    TIMED_OUT
  }

  /** Waits for our own threads. */
  private synchronized Entry enter(Mode mode, long deadline) throws InterruptedException {
    while (taken || (mode == Mode.EXCLUSIVE && sharers > 0)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return Entry.TIMED_OUT;
      }
      wait(left);
    }
    if (sharers > 0) {
      sharers++;
      return Entry.JOINED;
    }
    taken = true;
    return Entry.FIRST;
  }

  private boolean ask(Mode mode, long deadline) throws IOException, InterruptedException {
    FileLock won = null;
    try {
      won = askKernel(mode, deadline);
    } finally {
      settle(mode, won);
    }
    return won != null;
  }

  private @Nullable FileLock askKernel(Mode mode, long deadline)
      throws IOException, InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      // asked again and again: an interrupt during FileChannel.lock() would close the channel
      FileLock won = channel.tryLock(0, Long.MAX_VALUE, mode == Mode.SHARED);
      if (won != null || System.nanoTime() >= deadline) {
        return won;
      }
      Thread.sleep(pause);
      pause = Math.min(pause * 2, LAST_PAUSE_MILLIS);
    }
  }

  private synchronized void settle(Mode mode, @Nullable FileLock won) {
    lock = won;
    if (won == null || mode == Mode.SHARED) {
      taken = false;
      sharers = won == null ? 0 : 1;
    }
    notifyAll();
  }

  private void release() throws IOException {
    if (sharers > 1) {
      sharers--;
      return;
    }
    FileLock held = lock;
    sharers = 0;
    taken = false;
    lock = null;
    notifyAll();
    if (held != null) {
      held.release();
    }
  }
}
