package dev.lamina.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that becomes visible whole or not at all: written under a temporary name on the same file
 * system, forced, and renamed onto its name, whatever is there. The directory is the caller's to
 * force, once for many files. For one thread.
 */
public final class AtomicFile extends OutputStream {
  private static final int BUFFER_SIZE = 64 * 1024;

  private final Path temporary;
  private final Durability durability;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
  private long written;
  private boolean gone;

  private AtomicFile(Path temporary, Durability durability, FileChannel channel) {
    this.temporary = temporary;
    this.durability = durability;
    this.channel = channel;
  }

  /**
   * Starts a file that only its owner can read. The caller closes it, in a try.
   *
   * @param temporary a name that does not exist yet
   */
  public static AtomicFile create(Path temporary, Durability durability) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE_NEW,
                  LinkOption.NOFOLLOW_LINKS),
              ownerOnly(temporary));
      return new AtomicFile(temporary, durability, channel);
    } catch (IOException e) {
      throw explained(e, temporary, 0);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Replaces a small file.
   *
   * @param temporary a name on the same file system that does not exist yet
   */
  public static void replace(
      Path target,
      Path temporary,
      byte[] content,
      Set<PosixFilePermission> permissions,
      Durability durability)
      throws IOException {
    try (AtomicFile file = create(temporary, durability)) {
      file.write(content);
      file.publish(target, permissions);
    }
    durability.forceDirectory(parent(target));
  }

  private static Path parent(Path target) {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a root cannot be replaced");
    }
    return parent;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.remaining()) {
      drain();
    }
    if (length > buffer.remaining()) {
      writeAll(ByteBuffer.wrap(bytes, offset, length));
    } else {
      buffer.put(bytes, offset, length);
    }
  }

  private void drain() throws IOException {
    buffer.flip();
    writeAll(buffer);
    buffer.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        written += channel.write(bytes);
      }
    } catch (IOException e) {
      throw failed(e, bytes.remaining());
    }
  }

  /** The temporary file goes first, so that even a full disk has room for what comes next. */
  private IOException failed(IOException cause, long missing) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return explained(cause, temporary, written + missing);
  }

  /**
   * Makes the file visible. An error of the disk here means that the bytes are lost: they are
   * discarded, never forced again and believed.
   *
   * @param permissions set as they are, whatever the umask
   */
  public void publish(Path target, Set<PosixFilePermission> permissions) throws IOException {
    if (gone) {
      throw new IllegalStateException("published or closed before: " + target);
    }
    drain();
    try {
      durability.force(channel);
      channel.close();
      if (isPosix(temporary)) {
        Files.setPosixFilePermissions(temporary, permissions);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      gone = true;
    } catch (IOException e) {
      throw failed(e, 0);
    }
  }

  /** Discards the bytes unless they are published. */
  @Override
  public void close() throws IOException {
    if (!gone) {
      gone = true;
      try {
        channel.close();
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /** Says how much space is missing where, if that is what went wrong. */
  private static IOException explained(IOException cause, Path path, long needed) {
    String reason =
        cause instanceof FileSystemException e ? e.getReason() : String.valueOf(cause.getMessage());
    boolean full =
        reason != null
            && (reason.contains("No space left on device")
                || reason.contains("Disk quota exceeded"));
    if (!full) {
      return cause;
    }
    try {
      long free = Files.getFileStore(parent(path)).getUsableSpace();
      return new IOException(noSpace(needed, free, path), cause);
    } catch (IOException e) {
      cause.addSuppressed(e);
      return cause;
    }
  }

  private static String noSpace(long needed, long free, Path path) {
    return "no space: needed "
        + needed
        + " bytes, free "
        + free
        + " bytes, at "
        + Escaped.text(path.toString());
  }

  /**
   * Refuses a write that cannot fit, before it begins.
   *
   * @param directory existing, where the bytes are to go
   */
  public static void requireSpace(Path directory, long needed) throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (needed > free) {
      throw new IOException(noSpace(needed, free, directory));
    }
  }
}
