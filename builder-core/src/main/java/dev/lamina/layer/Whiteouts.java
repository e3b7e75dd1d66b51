package dev.lamina.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import org.jspecify.annotations.Nullable;

/** The names by which a layer says that something below it is gone (OCI image-spec, layer.md). */
public final class Whiteouts {
  private static final String PREFIX = ".wh.";
  private static final String META_PREFIX = ".wh..wh.";

  /** Hides everything that lower layers have in the directory that holds this. */
  public static final EntryPath OPAQUE = EntryPath.of(".wh..wh..opq");

  private Whiteouts() {}

  /** Whether the last name of a path is reserved in layers and so cannot be the name of a file. */
  public static boolean isReserved(EntryPath name) {
    return name.nameStartsWith(PREFIX);
  }

  /** The name that hides a name (one component) of lower layers. */
  public static EntryPath hiding(EntryPath name) {
    return EntryPath.ofBytes((PREFIX + raw(name)).getBytes(ISO_8859_1));
  }

  /** Whether the entry hides all that lower layers have in its directory. */
  public static boolean isOpaqueMarker(Entry entry) {
    return entry.path().name().equals(OPAQUE);
  }

  /**
   * The path that a whiteout entry hides.
   *
   * @return null when the entry is no whiteout, or a marker of another tool ({@code .wh..wh.…}),
   *     which means nothing here
   * @throws RefusedInputException when it begins like a whiteout and names nothing that could be
   */
  public static @Nullable EntryPath hiddenPath(Entry entry) throws RefusedInputException {
    String name = raw(entry.path().name());
    if (!name.startsWith(PREFIX) || name.startsWith(META_PREFIX)) {
      return null;
    }
    String hidden = name.substring(PREFIX.length());
    boolean plain = !hidden.isEmpty() && !hidden.equals(".") && !hidden.equals("..");
    if (!plain || entry instanceof DirectoryEntry) {
      throw new RefusedInputException("malformed whiteout in layer: " + entry.path());
    }
    return entry.path().parent().resolve(EntryPath.ofBytes(hidden.getBytes(ISO_8859_1)));
  }

  /** The highest directory above a path that has a reserved name; null when none has. */
  public static @Nullable EntryPath reservedAncestor(EntryPath path) {
    if (!path.mentions(PREFIX)) {
      return null;
    }
    EntryPath above = EntryPath.ROOT;
    for (EntryPath name : path.parent().components()) {
      above = above.resolve(name);
      if (isReserved(name)) {
        return above;
      }
    }
    return null;
  }

  private static String raw(EntryPath name) {
    return new String(name.bytes(), ISO_8859_1);
  }
}
