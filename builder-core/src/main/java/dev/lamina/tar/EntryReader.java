package dev.lamina.tar;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes an entry of a header block and the extended headers in front of it, checking all of it. */
final class EntryReader {
  private static final String ENTRY = "tar entry ";

  private final TarLimits limits;
  private final SparseFormats sparse;

  EntryReader(TarInput input, TarLimits limits) {
    this.limits = limits;
    this.sparse = new SparseFormats(input, limits.maxSpecialHeaderBytes());
  }

  /**
   * An entry.
   *
   * @param header what is said of it
   * @param stored bytes of data that the archive holds for it, from here on
   * @param map where those lie in a sparse file; null for any other
   */
  record Found(TarHeader header, long stored, @Nullable SparseMap map) {}

  /** The kind of entry, or null when the type flag is none that we know. */
  static @Nullable TarType typeOf(TarBlock block, byte[] name) {
    return switch (block.flag()) {
      case 0 -> endsInSlash(name) ? TarType.DIRECTORY : TarType.FILE;
      case '0', '7', 'S' -> TarType.FILE;
      case '1' -> TarType.HARD_LINK;
      case '2' -> TarType.SYMLINK;
      case '3' -> TarType.CHARACTER_DEVICE;
      case '4' -> TarType.BLOCK_DEVICE;
      case '5' -> TarType.DIRECTORY;
      case '6' -> TarType.FIFO;
      default -> null;
    };
  }

  private static boolean endsInSlash(byte[] name) {
    return name.length > 0 && name[name.length - 1] == '/';
  }

  /** Bytes of data that follow the header, as it or a PAX record says. */
  long storedSize(TarBlock block, PaxReader pax, byte[] name) throws RefusedInputException {
    long size = pax.number("size", block.number(TarBlock.SIZE_FIELD, 12, "size"));
    return requireSize(size, name);
  }

  private long requireSize(long size, byte[] name) throws RefusedInputException {
    if (size < 0) {
      throw new RefusedInputException(ENTRY + Escaped.bytes(name) + " has a negative size");
    }
    if (size > limits.maxBytes()) {
      throw new RefusedInputException(
          ENTRY
              + Escaped.bytes(name)
              + " of "
              + size
              + " bytes is larger than the limit of "
              + limits.maxBytes());
    }
    return size;
  }

  /** Reads what is left of the entry's header: everything but its content. */
  Found read(TarBlock block, ExtendedHeaders extended, TarType type) throws IOException {
    byte[] name = extended.name(block);
    byte[] linkName = type.isLink() ? extended.linkName(block) : new byte[0];
    requirePath(name);
    requirePath(linkName);
    PaxReader pax = extended.pax();
    long stored = storedSize(block, pax, name);
    requireContentAllowed(block, type, name, stored);

    SparseFormats.@Nullable Found found = sparseMap(block, pax, type, stored);
    TarHeader.Builder header = TarHeader.builder(type, name);
    long left = stored;
    SparseMap map = null;
    if (found != null) {
      map = found.map();
      left = stored - found.consumed();
      map.requireStored(left);
      header.size(requireSize(map.realSize(), name));
    } else if (type == TarType.FILE) {
      header.size(stored);
    }
    header
        .mode((int) (block.number(TarBlock.MODE, 8, "mode") & 07777))
        .owner(
            id(name, "uid", pax.number("uid", block.number(TarBlock.UID, 8, "uid"))),
            id(name, "gid", pax.number("gid", block.number(TarBlock.GID, 8, "gid"))))
        .mtime(pax.seconds("mtime", block.number(TarBlock.MTIME, 12, "mtime")))
        .linkName(linkName)
        .xattrs(pax.xattrs());
    if (type.isDevice() && block.isModern()) {
      header.device(
          deviceNumber(block, TarBlock.DEVICE_MAJOR), deviceNumber(block, TarBlock.DEVICE_MINOR));
    }
    return new Found(header.build(), left, map);
  }

  private void requirePath(byte[] path) throws RefusedInputException {
    if (path.length > limits.maxPathBytes()) {
      throw new RefusedInputException(
          "tar entry has a name of "
              + path.length
              + " bytes, the limit is "
              + limits.maxPathBytes());
    }
  }

  private static void requireContentAllowed(TarBlock block, TarType type, byte[] name, long stored)
      throws RefusedInputException {
    if (type == TarType.FILE && endsInSlash(name)) {
      // Others would take it for a directory, and its data for headers.
      throw new RefusedInputException(
          ENTRY + Escaped.bytes(name) + " is a file whose name ends in a slash");
    }
    if (stored > 0 && type != TarType.FILE && !type.isLink()) {
      String kind = type == TarType.DIRECTORY ? "directory" : "special";
      throw new RefusedInputException(kind + " entry has data: " + Escaped.bytes(name));
    }
    if (block.flag() == 'S' && !block.isGnu()) {
      throw new RefusedInputException(
          ENTRY + Escaped.bytes(name) + " is sparse, but not in GNU format");
    }
  }

  private SparseFormats.@Nullable Found sparseMap(
      TarBlock block, PaxReader pax, TarType type, long stored) throws IOException {
    if (block.flag() == 'S') {
      return sparse.readOld(block);
    }
    return type == TarType.FILE ? sparse.readPax(pax, stored) : null;
  }

  private static long id(byte[] name, String what, long value) throws RefusedInputException {
    if (value < 0 || value > TarHeader.MAX_ID) {
      throw new RefusedInputException(
          ENTRY
              + Escaped.bytes(name)
              + " has "
              + what
              + " "
              + value
              + ", not in 0 to "
              + TarHeader.MAX_ID);
    }
    return value;
  }

  private static long deviceNumber(TarBlock block, int at) throws RefusedInputException {
    long value = block.number(at, 8, "device number");
    if (value < 0 || value > TarHeader.MAX_DEVICE_NUMBER) {
      throw new RefusedInputException(
          ENTRY + Escaped.bytes(block.name()) + " has device number " + value);
    }
    return value;
  }
}
