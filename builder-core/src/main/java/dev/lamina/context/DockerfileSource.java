package dev.lamina.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of a Dockerfile, and what to call it in messages. */
public final class DockerfileSource {
  /** A Dockerfile may have this many bytes. */
  public static final int MOST_BYTES = 1 << 20;

  /** The names that are looked for when none is given, in this order. */
  public static final List<String> DEFAULT_NAMES =
      List.of("Dockerfile", "dockerfile", "Containerfile");

  private final String name;
  private final byte[] bytes;
  private final @Nullable Path file;

  private DockerfileSource(String name, byte[] bytes, @Nullable Path file) {
    this.name = name;
    this.bytes = bytes;
    this.file = file;
  }

  /**
   * The Dockerfile of a context on disk.
   *
   * @param root the directory of the context
   * @param file the Dockerfile, which may lie anywhere and be a link; null for the first of {@link
   *     #DEFAULT_NAMES} in {@code root}, which may be a link to what is in the context only
   * @throws NotFoundException when it is not there
   * @throws RefusedInputException when it is not a regular file, too large, or a link out of the
   *     context
   * @throws IOException when it cannot be read
   */
  public static DockerfileSource find(Path root, @Nullable Path file) throws IOException {
    if (file != null) {
      return readFile(Escaped.text(file.toString()), file);
    }
    for (String name : DEFAULT_NAMES) {
      Path candidate = root.resolve(name);
      FileStatus status = Fs.status(candidate);
      if (status != null) {
        if (status.isSymlink()) {
          Links.requireInside(candidate, root, "the Dockerfile");
        }
        return readFile(name, candidate);
      }
    }
    throw new NotFoundException(
        "no Dockerfile in "
            + Escaped.text(root.toString())
            + " (looked for "
            + String.join(", ", DEFAULT_NAMES)
            + ")");
  }

  private static DockerfileSource readFile(String name, Path file) throws IOException {
    byte[] bytes = SmallFile.read(file, "the Dockerfile", MOST_BYTES);
    return new DockerfileSource(name, bytes, file);
  }

  /**
   * A Dockerfile from a text at hand.
   *
   * @param name how messages name it
   */
  public static DockerfileSource of(String name, String text) {
    return new DockerfileSource(name, text.getBytes(UTF_8), null);
  }

  /**
   * A Dockerfile from a stream, such as the standard input.
   *
   * @param name what to call it in messages
   * @throws RefusedInputException when there are more than {@link #MOST_BYTES}
   */
  public static DockerfileSource read(String name, InputStream in) throws IOException {
    return new DockerfileSource(
        name, SmallFile.read(in, "the Dockerfile " + name, MOST_BYTES), null);
  }

  /** The name for messages, already escaped. */
  public String name() {
    return name;
  }

  /** The exact bytes; a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Where it lies on disk, when it does. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}
