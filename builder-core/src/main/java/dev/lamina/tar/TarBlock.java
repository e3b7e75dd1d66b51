package dev.lamina.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.util.Arrays;

/** One header block of 512 bytes, and how its fields are read. */
final class TarBlock {
  static final int SIZE = 512;

  static final int NAME = 0;
  static final int MODE = 100;
  static final int UID = 108;
  static final int GID = 116;
  static final int SIZE_FIELD = 124;
  static final int MTIME = 136;
  static final int CHECKSUM = 148;
  static final int TYPE = 156;
  static final int LINK_NAME = 157;
  static final int MAGIC = 257;
  static final int DEVICE_MAJOR = 329;
  static final int DEVICE_MINOR = 337;
  static final int PREFIX = 345;
  static final int GNU_SPARSE_MAP = 386;
  static final int GNU_SPARSE_MORE = 482;
  static final int GNU_REAL_SIZE = 483;

  private static final byte[] USTAR_MAGIC = "ustar\0".getBytes(US_ASCII);
  private static final byte[] GNU_MAGIC = "ustar  \0".getBytes(US_ASCII);
  private static final byte[] STAR_TRAILER = "tar\0".getBytes(US_ASCII);

  /** The 512 bytes; read into from outside. */
  final byte[] bytes = new byte[SIZE];

  /** Bytes from the end of {@code length} to the next multiple of the block size. */
  static int padding(long length) {
    return (int) (-length & (SIZE - 1));
  }

  boolean isZero() {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks the sum over the block.
   *
   * @param offset of the block in the archive, for the message
   */
  void verifyChecksum(long offset) throws RefusedInputException {
    if (!hasChecksum()) {
      throw new RefusedInputException("tar header checksum mismatch at offset " + offset);
    }
  }

  /**
   * Whether the sum over the block is right: of unsigned or, as some old tools did, signed bytes.
   */
  boolean hasChecksum() {
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < SIZE; i++) {
      byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : bytes[i];
      unsigned += b & 0xff;
      signed += b;
    }
    long stored = octal(CHECKSUM, 8);
    return stored == unsigned || stored == signed;
  }

  /** Whether every number of the header reads as one. */
  boolean parses() {
    try {
      number(MODE, 8, "mode");
      number(UID, 8, "uid");
      number(GID, 8, "gid");
      number(MTIME, 12, "mtime");
      return number(SIZE_FIELD, 12, "size") >= 0;
    } catch (RefusedInputException e) {
      return false;
    }
  }

  byte flag() {
    return bytes[TYPE];
  }

  boolean isGnu() {
    return has(MAGIC, GNU_MAGIC);
  }

  /** Whether the fields after the magic exist: not in archives from before POSIX. */
  boolean isModern() {
    return isGnu() || has(MAGIC, USTAR_MAGIC);
  }

  private boolean has(int at, byte[] text) {
    return Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
  }

  /** The name with the prefix of POSIX ustar, or the shorter one of star, in front. */
  byte[] name() {
    byte[] name = text(NAME, 100);
    if (!has(MAGIC, USTAR_MAGIC) || bytes[PREFIX] == 0) {
      return name;
    }
    byte[] prefix = text(PREFIX, has(SIZE - 4, STAR_TRAILER) ? 131 : 155);
    if (prefix.length == 0) {
      return name;
    }
    byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    joined[prefix.length] = '/';
    System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
    return joined;
  }

  byte[] linkName() {
    return text(LINK_NAME, 100);
  }

  /** A field of text, which ends at its first NUL. */
  private byte[] text(int at, int length) {
    int end = at;
    while (end < at + length && bytes[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(bytes, at, end);
  }

  /**
   * A number: octal digits between spaces and NULs (nothing at all is zero), or base-256 where the
   * first bit is set.
   *
   * @param what names the field in the message
   */
  long number(int at, int length, String what) throws RefusedInputException {
    if ((bytes[at] & 0x80) != 0) {
      return base256(at, length, what);
    }
    long value = octal(at, length);
    if (value < 0) {
      throw malformed(what, at, length);
    }
    return value;
  }

  /** Spaces or NULs, octal digits, then a NUL or only spaces; -1 for anything else. */
  private long octal(int at, int length) {
    int i = at;
    int end = at + length;
    while (i < end && (bytes[i] == ' ' || bytes[i] == 0)) {
      i++;
    }
    long value = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '7') {
      value = (value << 3) | (bytes[i++] - '0');
    }
    while (i < end && bytes[i] == ' ') {
      i++;
    }
    return i == end || bytes[i] == 0 ? value : -1;
  }

  private long base256(int at, int length, String what) throws RefusedInputException {
    boolean negative = (bytes[at] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = at; i < at + length; i++) {
      int b = bytes[i] & 0xff;
      if (i == at) {
        b = negative ? b : b & 0x7f;
      }
      if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
        throw malformed(what, at, length);
      }
      value = (value << 8) | b;
    }
    return value;
  }

  private RefusedInputException malformed(String what, int at, int length) {
    byte[] field = Arrays.copyOfRange(bytes, at, at + length);
    return new RefusedInputException(
        "tar header of "
            + Escaped.bytes(name())
            + " has a malformed "
            + what
            + ": \""
            + Escaped.bytes(field)
            + "\"");
  }
}
