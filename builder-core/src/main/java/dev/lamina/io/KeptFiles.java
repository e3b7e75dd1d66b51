package dev.lamina.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files of one directory that are kept because to make them again takes time, and for no other
 * reason: one that is gone, damaged or unreadable is as good as none, and none that cannot be
 * written is missed. Together they take a bounded room; those written longest ago go first.
 *
 * <p>Each is replaced whole, so that readers need no lock and the last writer wins.
 */
public final class KeptFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** What a file takes at least, however little is in it. */
  private static final long BLOCK = 4096;

  /** Keeps nothing. */
  public static final KeptFiles NONE = new KeptFiles(null, "none", 0);

  private final @Nullable Place place;
  private final String folder;
  private final long mostBytes;

  /** What may still be written before files have to go; negative: to be found out. */
  private long room = -1;

  /** Where such directories lie. */
  public interface Place {
    /** The directory above them, whether it is there or not; nothing is written. */
    Path directory();

    /** The same; it is made. */
    Path make() throws IOException;

    /** A name on the same file system for a file that is not finished, and that nobody else has. */
    Path temporary() throws IOException;

    /** Seconds since the epoch, by the clock that the file system gives its files. */
    default long now() throws IOException {
      Path file = temporary();
      Files.createFile(file);
      try {
        FileStatus status = Fs.status(file);
        return status == null ? Long.MIN_VALUE : status.mtime().seconds();
      } finally {
        Files.delete(file);
      }
    }
  }

  private record Kept(Path path, long size, FileTime written) {}

  /**
   * @param folder the name of the directory
   * @param mostBytes for all its files, each counted as a block at least
   */
  public KeptFiles(@Nullable Place place, String folder, long mostBytes) {
    this.place = place;
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /**
   * The bytes of a file; they may be cut or damaged.
   *
   * @param name without a slash
   * @return null when there is none that can be read
   */
  public byte @Nullable [] read(String name) {
    if (place == null) {
      return null;
    }
    try (InputStream in = Fs.open(place.directory().resolve(folder).resolve(name))) {
      return in.readNBytes((int) Math.min(mostBytes, Integer.MAX_VALUE - 8));
    } catch (IOException e) {
      // most often there is none; whatever it is, it can be made again
      return null;
    }
  }

  /** Keeps a file, in place of one of the same name. */
  public synchronized void keep(String name, byte[] bytes) {
    long size = Math.max(bytes.length, BLOCK);
    if (place == null || bytes.length > mostBytes) {
      return;
    }
    try {
      Path directory = place.make().resolve(folder);
      Files.createDirectories(directory);
      if (room < size) {
        room = makeRoom(directory, size);
      }
      room -= size;
      AtomicFile.replace(
          directory.resolve(name), place.temporary(), bytes, OWNER_ONLY, Durability.FAST);
    } catch (IOException e) {
      // without it, it is made again next time
    }
  }

  /** Deletes the oldest when there is no room; a quarter, so that not every file looks for it. */
  private long makeRoom(Path directory, long wanted) throws IOException {
    List<Kept> latestFirst = kept(directory);
    long total = latestFirst.stream().mapToLong(Kept::size).sum();
    if (total + wanted <= mostBytes) {
      return mostBytes - total;
    }
    latestFirst.sort(Comparator.comparing(Kept::written).reversed());
    long most = Math.max(0, Math.min(mostBytes - wanted, mostBytes / 4 * 3));
    long left = 0;
    for (Kept kept : latestFirst) {
      if (left + kept.size() > most) {
        Files.deleteIfExists(kept.path());
      } else {
        left += kept.size();
      }
    }
    return mostBytes - left;
  }

  private static List<Kept> kept(Path directory) throws IOException {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        try {
          kept.add(
              new Kept(file, Math.max(Files.size(file), BLOCK), Files.getLastModifiedTime(file)));
        } catch (NoSuchFileException e) {
          // another process made room
        }
      }
    }
    return kept;
  }
}
