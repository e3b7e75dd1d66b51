package dev.lamina.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.glob.IgnorePattern;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an ignore file keeps out of the context. Follows Dockerfile rules 5.1 to 5.4. */
public final class DockerIgnore {
  /** Nothing is ignored. */
  public static final DockerIgnore NONE = new DockerIgnore("", IgnoreMatcher.NONE);

  /** An ignore file may have this many bytes. */
  public static final int MOST_BYTES = 1 << 20;

  /** And this many patterns. */
  public static final int MOST_PATTERNS = 10_000;

  private static final int LONGEST_LINE = 65_535;

  private final String name;
  private final IgnoreMatcher matcher;

  private DockerIgnore(String name, IgnoreMatcher matcher) {
    this.name = name;
    this.matcher = matcher;
  }

  /**
   * Reads the text of an ignore file: one pattern a line, lines that begin with {@code #} and empty
   * lines skipped, and a byte order mark at the start too.
   *
   * @param what the file's name for messages, already escaped
   * @throws RefusedInputException with the line, when a pattern is malformed, the text is not
   *     UTF-8, or a limit is passed
   */
  public static DockerIgnore parse(byte[] bytes, String what) throws RefusedInputException {
    List<IgnorePattern> patterns = new ArrayList<>();
    String text = decoded(bytes, what);
    String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String where = what + ", line " + (i + 1) + ": ";
      if (lines[i].length() > LONGEST_LINE) {
        throw new RefusedInputException(where + "longer than " + LONGEST_LINE + " characters");
      }
      if (isPattern(lines[i])) {
        patterns.add(pattern(lines[i], where));
      }
      if (patterns.size() > MOST_PATTERNS) {
        throw new RefusedInputException(where + "more than " + MOST_PATTERNS + " patterns");
      }
    }
    return new DockerIgnore(what, IgnoreMatcher.of(patterns));
  }

  private static String decoded(byte[] bytes, String what) throws RefusedInputException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedInputException(what + " is not UTF-8", e);
    }
  }

  private static boolean isPattern(String line) {
    return !line.startsWith("#") && !IgnorePattern.isBlank(line);
  }

  private static IgnorePattern pattern(String line, String where) throws RefusedInputException {
    try {
      return IgnorePattern.of(line);
    } catch (IllegalArgumentException e) {
      throw new RefusedInputException(where + e.getMessage(), e);
    }
  }

  /**
   * The ignore file of a context on disk: the one given; else {@code <Dockerfile>.dockerignore}
   * beside the Dockerfile, {@code .containerignore} or {@code .dockerignore} in the root, the first
   * that is there and no other; else none.
   *
   * @param root the directory of the context
   * @param dockerfile where the Dockerfile lies, when it is a file
   * @param ignoreFile the file asked for by name
   * @throws NotFoundException when the file asked for is not there
   * @throws RefusedInputException when the file is malformed, not a regular file, or a link that
   *     leads out of the context
   * @throws IOException when it cannot be read
   */
  public static DockerIgnore find(Path root, @Nullable Path dockerfile, @Nullable Path ignoreFile)
      throws IOException {
    if (ignoreFile != null) {
      return read(ignoreFile);
    }
    for (Path candidate : candidates(root, dockerfile)) {
      FileStatus status = Fs.status(candidate);
      if (status != null) {
        if (status.isSymlink()) {
          Links.requireInside(candidate, root, "the ignore file");
        }
        return read(candidate);
      }
    }
    return NONE;
  }

  private static List<Path> candidates(Path root, @Nullable Path dockerfile) {
    List<Path> candidates = new ArrayList<>();
    if (dockerfile != null && dockerfile.getFileName() != null) {
      candidates.add(dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore"));
    }
    candidates.add(root.resolve(".containerignore"));
    candidates.add(root.resolve(".dockerignore"));
    return candidates;
  }

  private static DockerIgnore read(Path file) throws IOException {
    byte[] bytes = SmallFile.read(file, "the ignore file", MOST_BYTES);
    return parse(bytes, Escaped.text(file.toString()));
  }

  /** Whether a path is ignored, by a pattern for it or for a directory that it is in. */
  public boolean ignores(EntryPath path) {
    return matcher.ignores(path);
  }

  /** The file's name for messages, escaped; empty when there is none. */
  public String name() {
    return name;
  }

  /** The patterns, to be asked about many paths. */
  public IgnoreMatcher matcher() {
    return matcher;
  }
}
