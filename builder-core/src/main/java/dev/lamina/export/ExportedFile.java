package dev.lamina.export;

import dev.lamina.io.FileStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Files on disk while they are written, and when they are done. */
public final class ExportedFile {
  /** What every file system that is in use can hold, and Java can say. */
  private static final long FIRST_TIME = -(1L << 31);

  private static final long LAST_TIME = (1L << 33) - 1;

  private ExportedFile() {}

  /** The time that a file on disk can have that is nearest to one of an image. */
  public static long nearestTime(long mtime) {
    return Math.max(FIRST_TIME, Math.min(LAST_TIME, mtime));
  }

  /** A new file for its owner alone; the caller closes it. */
  public static OutputStream create(Path place) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            place,
            Set.of(
                StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
            permissions(place, "rw-------")));
  }

  /** A new directory for its owner alone. */
  public static void createDirectory(Path place) throws IOException {
    Files.createDirectory(place, permissions(place, "rwx------"));
  }

  /** Lets the owner write to a directory that is there. */
  static void open(Path place, FileStatus status) throws IOException {
    if ((status.mode() & 0700) != 0700) {
      setMode(place, status.mode() | 0700);
    }
  }

  /** Gives a file or directory the mode and time that it is to have. */
  public static void finish(Path place, int mode, long mtime) throws IOException {
    setTime(place, mtime);
    setMode(place, mode);
  }

  /** Sets the time of a file, or of a link itself. */
  public static void setTime(Path place, long mtime) throws IOException {
    BasicFileAttributeView view =
        Files.getFileAttributeView(place, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null) {
      view.setTimes(FileTime.from(mtime, TimeUnit.SECONDS), null, null);
    }
  }

  private static void setMode(Path place, int mode) throws IOException {
    if (place.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Files.setAttribute(place, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Permissions for a file that is made, where the file system has any. */
  public static FileAttribute<?>[] permissions(Path place, String text) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
