package dev.lamina.transport;

import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How places are written. */
final class PlaceSyntax {
  private static final List<String> TRANSPORTS =
      List.of(
          "docker://",
          "docker-daemon:",
          "docker-archive:",
          "oci-archive:",
          "oci:",
          "dir:",
          "store:");

  /** As one file of a file system of Windows is written, where the colon belongs to the path. */
  private static final String DRIVE = "[A-Za-z]:[\\\\/].*";

  private PlaceSyntax() {}

  /** The transport that a text begins with, colon and slashes included; null when with none. */
  static @Nullable String transportOf(String text) {
    return TRANSPORTS.stream().filter(text::startsWith).findFirst().orElse(null);
  }

  static ImagePlace parse(String text) {
    String transport = transportOf(text);
    if (transport == null) {
      throw new IllegalArgumentException(
          "'"
              + Escaped.text(text)
              + "' names no transport (write store:NAME, docker://NAME, oci:DIR[:NAME],"
              + " oci-archive:FILE[:NAME], docker-archive:FILE[:NAME], docker-daemon:NAME or"
              + " dir:DIR)");
    }
    String rest = text.substring(transport.length());
    return switch (transport) {
      case "store:" -> new ImagePlace.InStore(rest);
      case "docker://" -> new ImagePlace.InRegistry(Reference.parse(rest));
      case "docker-daemon:" -> new ImagePlace.InEngine(required(text, rest, "a name or an ID"));
      case "dir:" -> new ImagePlace.InDirectory(path(text, rest));
      case "oci:" -> new ImagePlace.InLayout(path(text, before(rest)), behind(rest));
      case "oci-archive:" -> archive(ImagePlace.ArchiveKind.OCI, text, rest);
      default -> archive(ImagePlace.ArchiveKind.DOCKER, text, rest);
    };
  }

  private static ImagePlace archive(ImagePlace.ArchiveKind kind, String text, String rest) {
    return new ImagePlace.InArchive(kind, path(text, before(rest)), behind(rest));
  }

  /** Where the path ends: at the first colon, or before {@code @} and a digest or a number. */
  private static int end(String rest) {
    int colon = rest.indexOf(':', rest.matches(DRIVE) ? 2 : 0);
    int at = rest.indexOf("@sha");
    return at >= 0 && (colon < 0 || at < colon) ? at : colon;
  }

  private static String before(String rest) {
    int end = end(rest);
    return end < 0 ? rest : rest.substring(0, end);
  }

  private static @Nullable String behind(String rest) {
    int end = end(rest);
    if (end < 0) {
      return null;
    }
    String name = rest.substring(rest.charAt(end) == '@' ? end : end + 1);
    return name.isEmpty() ? null : name;
  }

  private static Path path(String text, String path) {
    try {
      return Path.of(required(text, path, "a path"));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + Escaped.text(text) + "' has no path", e);
    }
  }

  private static String required(String text, String part, String what) {
    if (part.isEmpty()) {
      throw new IllegalArgumentException("'" + Escaped.text(text) + "' lacks " + what);
    }
    return part;
  }
}
