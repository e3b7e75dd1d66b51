package dev.lamina.cli;

import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an entry of a layer says of the layers below (OCI image-spec, layer.md, "Whiteouts"). */
final class Whiteout {
  private static final String PREFIX = ".wh.";
  private static final EntryPath OPAQUE = EntryPath.of(".wh..wh..opq");

  private Whiteout() {}

  /** {@code opaque}, {@code file}, or null when it is no whiteout. */
  static @Nullable String kind(EntryPath path) {
    if (!path.nameStartsWith(PREFIX)) {
      return null;
    }
    if (path.name().equals(OPAQUE)) {
      return "opaque";
    }
    return path.nameStartsWith(".wh..wh.") ? null : "file";
  }

  /** In words; null when it is no whiteout. */
  static @Nullable String hidden(EntryPath path) {
    String kind = kind(path);
    if (kind == null) {
      return null;
    }
    byte[] name = path.name().bytes();
    return kind.equals("opaque")
        ? "hides all of the layers below that is in " + path.parent()
        : "hides " + Escaped.bytes(Arrays.copyOfRange(name, PREFIX.length(), name.length));
  }
}
