package dev.lamina.tar;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four ways in which GNU tar writes a sparse map: in blocks (old), and PAX 0.0, 0.1, 1.0. */
final class SparseFormats {
  private static final int PAIR = 24;
  private static final int PAIRS_IN_HEADER = 4;
  private static final int PAIRS_IN_BLOCK = 21;
  private static final int MORE_IN_BLOCK = 504;

  private final TarInput input;
  private final int limit;

  /**
   * @param limit most bytes of a map
   */
  SparseFormats(TarInput input, int limit) {
    this.input = input;
    this.limit = limit;
  }

  /** A map, and how many bytes of the entry's data it took (only in format 1.0 more than none). */
  record Found(SparseMap map, long consumed) {}

  /** The map in the header block of an old GNU sparse file and the blocks after it. */
  Found readOld(TarBlock header) throws IOException {
    long realSize = header.number(TarBlock.GNU_REAL_SIZE, 12, "real size");
    SparseMap map = new SparseMap(realSize);
    addPairs(map, header, TarBlock.GNU_SPARSE_MAP, PAIRS_IN_HEADER);
    boolean more = header.bytes[TarBlock.GNU_SPARSE_MORE] != 0;
    TarBlock block = new TarBlock();
    for (int read = TarBlock.SIZE; more; read += TarBlock.SIZE) {
      requireWithinLimit(read);
      readBlock(block.bytes);
      addPairs(map, block, 0, PAIRS_IN_BLOCK);
      more = block.bytes[MORE_IN_BLOCK] != 0;
    }
    return new Found(map, 0);
  }

  private static void addPairs(SparseMap map, TarBlock block, int at, int count)
      throws RefusedInputException {
    for (int i = 0; i < count && block.bytes[at + i * PAIR] != 0; i++) {
      int pair = at + i * PAIR;
      map.add(
          block.number(pair, 12, "sparse offset"), block.number(pair + 12, 12, "sparse length"));
    }
  }

  /** The map that PAX records announce; null where they announce none. */
  @Nullable Found readPax(PaxReader pax, long storedSize) throws IOException {
    byte[] major = pax.value("GNU.sparse.major");
    byte[] minor = pax.value("GNU.sparse.minor");
    String version = major == null && minor == null ? "" : text(major) + "." + text(minor);
    long realSize = pax.number("GNU.sparse.realsize", pax.number("GNU.sparse.size", -1));
    byte[] map = pax.value("GNU.sparse.map");
    boolean pairs = !pax.sparsePairs().isEmpty();
    boolean empty = pax.number("GNU.sparse.numblocks", -1) == 0;
    if (version.isEmpty() && map == null && !pairs && !empty) {
      return null;
    }
    if (realSize < 0) {
      throw new RefusedInputException("sparse file without a real size");
    }
    return switch (version) {
      case "1.0" -> readFromData(realSize, storedSize);
      case "", "0.0", "0.1" ->
          new Found(map == null ? fromPairs(pax, realSize) : fromText(pax, realSize, map), 0);
      default -> throw new RefusedInputException("unknown sparse format " + Escaped.text(version));
    };
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
  }

  private static SparseMap fromPairs(PaxReader pax, long realSize) throws RefusedInputException {
    List<Long> pairs = pax.sparsePairs();
    requireCount(pax, pairs.size());
    SparseMap map = new SparseMap(realSize);
    for (int i = 0; i < pairs.size(); i += 2) {
      map.add(pairs.get(i), pairs.get(i + 1));
    }
    return map;
  }

  private static SparseMap fromText(PaxReader pax, long realSize, byte[] text)
      throws RefusedInputException {
    String[] numbers = text(text).split(",", -1);
    requireCount(pax, numbers.length);
    SparseMap map = new SparseMap(realSize);
    for (int i = 0; i < numbers.length; i += 2) {
      map.add(number(numbers[i]), number(numbers[i + 1]));
    }
    return map;
  }

  private static void requireCount(PaxReader pax, int numbers) throws RefusedInputException {
    long pairs = pax.number("GNU.sparse.numblocks", numbers / 2);
    if (numbers % 2 != 0 || pairs != numbers / 2) {
      throw new RefusedInputException(
          "sparse map has " + numbers + " numbers for " + pairs + " segments");
    }
  }

  /** Format 1.0: decimal numbers, one a line, in front of the data and padded to whole blocks. */
  private Found readFromData(long realSize, long storedSize) throws IOException {
    LineReader lines = new LineReader(storedSize);
    long segments = lines.next();
    if (segments < 0 || segments > limit) {
      throw new RefusedInputException("sparse map of " + segments + " segments");
    }
    SparseMap map = new SparseMap(realSize);
    for (long i = 0; i < segments; i++) {
      map.add(lines.next(), lines.next());
    }
    return new Found(map, lines.consumed);
  }

  private final class LineReader {
    private final long available;
    private final byte[] block = new byte[TarBlock.SIZE];
    private int at = TarBlock.SIZE;
    private long consumed;

    LineReader(long available) {
      this.available = available;
    }

    long next() throws IOException {
      ByteArrayOutputStream digits = new ByteArrayOutputStream();
      for (byte b = nextByte(); b != '\n'; b = nextByte()) {
        if (digits.size() > 20) {
          throw new RefusedInputException("sparse map has a number of more than 20 digits");
        }
        digits.write(b);
      }
      return PaxReader.decimal("sparse map", digits.toByteArray());
    }

    private byte nextByte() throws IOException {
      if (at == TarBlock.SIZE) {
        if (available - consumed < TarBlock.SIZE) {
          throw new RefusedInputException("sparse map is longer than the entry");
        }
        consumed += TarBlock.SIZE;
        requireWithinLimit(consumed);
        readBlock(block);
        at = 0;
      }
      return block[at++];
    }
  }

  private static long number(String text) throws RefusedInputException {
    return PaxReader.decimal("sparse map", text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void requireWithinLimit(long bytes) throws RefusedInputException {
    if (bytes > limit) {
      throw new RefusedInputException("sparse map is larger than the limit of " + limit + " bytes");
    }
  }

  private void readBlock(byte[] block) throws IOException {
    if (input.readFully(block) < block.length) {
      throw new RefusedInputException("archive ends inside a sparse map");
    }
  }
}
