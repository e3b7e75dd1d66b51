package dev.lamina.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only door to what the file system says of names: no link is followed, and names are exact
 * bytes in every locale.
 *
 * <p>Java decodes names with the locale's charset and cannot encode what that lacks. A {@code
 * file:} URI, though, carries the bytes percent-encoded both ways, so names that are not plain
 * ASCII go through one.
 */
public final class Fs {
  /** No more than is needed of every file: each name costs as much as the system call. */
  private static final String UNIX_ATTRIBUTES =
      "unix:mode,uid,size,lastModifiedTime,ctime,dev,ino,nlink";

  private static final int TYPE_BITS = 0170000;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Below this nothing exists, so making a URI of a name cannot touch a file that does. */
  private static final Path NOWHERE = Path.of("/dev/null");

  private Fs() {}

  /**
   * What is at a place; of the link itself when it is one.
   *
   * @return null when nothing is there
   * @throws IOException when it cannot be told
   */
  public static @Nullable FileStatus status(Path path) throws IOException {
    try {
      if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        return unixStatus(path);
      }
      return plainStatus(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return null;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      Path parent = path.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        return null;
      }
      throw e;
    }
  }

  private static FileStatus unixStatus(Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, UNIX_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    int mode = (int) number(attributes, "mode");
    FileStatus.Type type = typeOf(mode);
    return new FileStatus(
        type,
        mode & 07777,
        number(attributes, "uid"),
        number(attributes, "size"),
        time(value(attributes, "lastModifiedTime")),
        time(value(attributes, "ctime")),
        number(attributes, "dev"),
        number(attributes, "ino"),
        number(attributes, "nlink"),
        type.isDevice() ? rdev(path) : 0);
  }

  private static long rdev(Path device) throws IOException {
    return (Long) Files.getAttribute(device, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
  }

  private static long number(Map<String, Object> attributes, String name) {
    Object value = value(attributes, name);
    // owners are 32 bits without a sign, and Java has them as int
    return value instanceof Integer i ? Integer.toUnsignedLong(i) : (Long) value;
  }

  private static Object value(Map<String, Object> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }

  private static FileStatus.Type typeOf(int mode) {
    return switch (mode & TYPE_BITS) {
      case 0100000 -> FileStatus.Type.FILE;
      case 0040000 -> FileStatus.Type.DIRECTORY;
      case 0120000 -> FileStatus.Type.SYMLINK;
      case 0010000 -> FileStatus.Type.FIFO;
      case 0020000 -> FileStatus.Type.CHARACTER_DEVICE;
      case 0060000 -> FileStatus.Type.BLOCK_DEVICE;
      case 0140000 -> FileStatus.Type.SOCKET;
      default -> FileStatus.Type.OTHER;
    };
  }

  private static FileStatus plainStatus(BasicFileAttributes attributes) {
    FileStatus.Type type =
        attributes.isSymbolicLink()
            ? FileStatus.Type.SYMLINK
            : attributes.isDirectory()
                ? FileStatus.Type.DIRECTORY
                : attributes.isRegularFile() ? FileStatus.Type.FILE : FileStatus.Type.OTHER;
    FileStatus.Time mtime = time(attributes.lastModifiedTime());
    return new FileStatus(type, 0755, 0, attributes.size(), mtime, mtime, 0, 0, 1, 0);
  }

  private static FileStatus.Time time(Object time) {
    Instant instant = ((FileTime) time).toInstant();
    return new FileStatus.Time(instant.getEpochSecond(), instant.getNano());
  }

  /**
   * The names in a directory, in byte order.
   *
   * @throws IOException when {@code directory} is not one, or cannot be read
   */
  public static List<EntryPath> names(Path directory) throws IOException {
    List<EntryPath> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        names.add(name(child));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  /** The exact bytes of the last component of a path. */
  public static EntryPath name(Path path) {
    return EntryPath.ofBytes(bytes(nameOf(path)));
  }

  /**
   * The place of a child of a directory.
   *
   * @param name of one component
   * @throws IOException when this system cannot have such a name
   */
  public static Path child(Path directory, EntryPath name) throws IOException {
    if (name.depth() != 1) {
      throw new IllegalArgumentException("not the name of one file: " + name);
    }
    byte[] bytes = name.bytes();
    try {
      if (isPlain(bytes)) {
        return directory.resolve(new String(bytes, ISO_8859_1));
      }
      return directory.resolve(nameOf(Path.of(URI.create("file:///" + percentEncoded(bytes)))));
    } catch (InvalidPathException e) {
      throw new IOException("this system cannot have a file named " + name, e);
    }
  }

  /**
   * A path of exact bytes, such as the target of a link; several slashes in a row become one.
   *
   * @throws IOException when this system cannot have such a name
   */
  public static Path path(byte[] bytes) throws IOException {
    try {
      if (isPlain(bytes)) {
        return Path.of(new String(bytes, ISO_8859_1));
      }
      Path absolute = Path.of(URI.create("file:///" + percentEncoded(bytes)));
      return bytes[0] == '/' ? absolute : Path.of("/").relativize(absolute);
    } catch (InvalidPathException e) {
      throw new IOException("this system cannot have a file named " + Escaped.bytes(bytes), e);
    }
  }

  private static Path nameOf(Path path) {
    Path name = path.getFileName();
    if (name == null) {
      throw new IllegalArgumentException("a root has no name");
    }
    return name;
  }

  /**
   * The exact bytes of a link's target.
   *
   * @throws IOException when it is no link, or cannot be read
   */
  public static byte[] linkTarget(Path link) throws IOException {
    return bytes(Files.readSymbolicLink(link));
  }

  /**
   * The content of a regular file; the caller closes it. A link is not followed. Nothing but
   * regular files may be asked for: to open a pipe would block.
   */
  public static InputStream open(Path file) throws IOException {
    return Channels.newInputStream(
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  /** The bytes of a path as it was read, whatever the locale. */
  private static byte[] bytes(Path path) {
    String text = path.toString();
    if (isAscii(text)) {
      return text.getBytes(ISO_8859_1);
    }
    String before = path.isAbsolute() ? "" : NOWHERE.toUri().getRawPath() + "/";
    byte[] bytes = percentDecoded(NOWHERE.resolve(path).toUri().getRawPath(), before.length());
    // the URI of an existing directory gets a slash that the path does not have
    boolean added = bytes[bytes.length - 1] == '/' && !text.endsWith("/");
    return added ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(byte[] bytes) {
    for (byte b : bytes) {
      if (b <= 0) {
        return false;
      }
    }
    return true;
  }

  private static String percentEncoded(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length * 3);
    for (byte b : bytes) {
      HEX.toHexDigits(out.append('%'), b);
    }
    return out.toString();
  }

  private static byte[] percentDecoded(String text, int from) {
    byte[] out = new byte[text.length()];
    int count = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        out[count++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
        i += 2;
      } else {
        out[count++] = (byte) c;
      }
    }
    return Arrays.copyOf(out, count);
  }
}
