package dev.lamina.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.RefusedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of one PAX extended header, as they stand; of a repeated key the last counts. */
final class PaxReader {
  /** What a key of an extended attribute begins with. */
  static final String XATTR = "SCHILY.xattr.";

  private static final String SPARSE_OFFSET = "GNU.sparse.offset";
  private static final String SPARSE_LENGTH = "GNU.sparse.numbytes";

  private final Map<String, byte[]> records = new LinkedHashMap<>();

  /** Offsets and lengths of segments in sparse format 0.0, which repeats two keys in turn. */
  private final List<Long> sparsePairs = new ArrayList<>();

  /** No records at all. */
  PaxReader() {}

  /**
   * Reads {@code LENGTH KEY=VALUE\n} records, which must fill the bytes exactly.
   *
   * @throws RefusedInputException when they do not
   */
  PaxReader(byte[] bytes) throws RefusedInputException {
    int at = 0;
    while (at < bytes.length) {
      at = readRecord(bytes, at);
    }
  }

  private int readRecord(byte[] bytes, int start) throws RefusedInputException {
    int at = start;
    long length = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && length <= bytes.length) {
      length = length * 10 + (bytes[at++] - '0');
    }
    long end = start + length;
    boolean whole =
        at > start
            && at < bytes.length
            && bytes[at] == ' '
            && end > at + 1
            && end <= bytes.length
            && bytes[(int) end - 1] == '\n';
    if (!whole) {
      throw malformed("length");
    }
    addRecord(Arrays.copyOfRange(bytes, at + 1, (int) end - 1));
    return (int) end;
  }

  private void addRecord(byte[] record) throws RefusedInputException {
    int equals = 0;
    while (equals < record.length && record[equals] != '=') {
      equals++;
    }
    if (equals == 0 || equals == record.length) {
      throw malformed(equals == 0 ? "empty key" : "no '='");
    }
    String key;
    try {
      key = UTF_8.newDecoder().decode(ByteBuffer.wrap(record, 0, equals)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedInputException("malformed PAX record: key is not UTF-8", e);
    }
    if (key.indexOf('\0') >= 0) {
      throw malformed("NUL in key");
    }
    byte[] value = Arrays.copyOfRange(record, equals + 1, record.length);
    if (key.equals(SPARSE_OFFSET) || key.equals(SPARSE_LENGTH)) {
      addSparse(key, value);
    } else {
      records.put(key, value);
    }
  }

  private void addSparse(String key, byte[] value) throws RefusedInputException {
    boolean expectOffset = sparsePairs.size() % 2 == 0;
    if (expectOffset != key.equals(SPARSE_OFFSET)) {
      throw malformed(key + " out of turn");
    }
    sparsePairs.add(decimal(key, value));
  }

  private static RefusedInputException malformed(String why) {
    return new RefusedInputException("malformed PAX record: " + why);
  }

  Iterable<String> keys() {
    return records.keySet();
  }

  List<Long> sparsePairs() {
    return sparsePairs;
  }

  /** The value, or null where the key is absent or, which POSIX takes for the same, empty. */
  byte @Nullable [] value(String key) {
    byte[] value = records.get(key);
    return value == null || value.length == 0 ? null : value;
  }

  /**
   * A name.
   *
   * @throws RefusedInputException when it contains NUL
   */
  byte[] name(String key, byte[] otherwise) throws RefusedInputException {
    byte[] value = value(key);
    if (value == null) {
      return otherwise;
    }
    for (byte b : value) {
      if (b == 0) {
        throw new RefusedInputException("NUL in name: PAX record " + key);
      }
    }
    return value;
  }

  /** A whole number. */
  long number(String key, long otherwise) throws RefusedInputException {
    byte[] value = value(key);
    return value == null ? otherwise : decimal(key, value);
  }

  /** A time in seconds, its fraction rounded down. */
  long seconds(String key, long otherwise) throws RefusedInputException {
    byte[] value = value(key);
    if (value == null) {
      return otherwise;
    }
    int point = 0;
    while (point < value.length && value[point] != '.') {
      point++;
    }
    boolean fraction = false;
    for (int i = point + 1; i < value.length; i++) {
      if (value[i] < '0' || value[i] > '9') {
        throw malformed(key + " is not a time");
      }
      fraction |= value[i] != '0' && i <= point + 9;
    }
    long whole = decimal(key, Arrays.copyOf(value, point));
    boolean negative = value[0] == '-';
    return negative && fraction && whole > Long.MIN_VALUE ? whole - 1 : whole;
  }

  SortedMap<String, byte[]> xattrs() {
    SortedMap<String, byte[]> xattrs = new TreeMap<>();
    records.forEach(
        (key, value) -> {
          if (key.startsWith(XATTR)) {
            xattrs.put(key.substring(XATTR.length()), value);
          }
        });
    return xattrs;
  }

  /** A sign and digits that fit a {@code long}. */
  static long decimal(String what, byte[] text) throws RefusedInputException {
    int first = text.length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    boolean negative = first == 1 && text[0] == '-';
    boolean valid = text.length > first && text.length <= first + 19;
    long value = 0;
    for (int i = first; valid && i < text.length; i++) {
      int digit = text[i] - '0';
      valid = digit >= 0 && digit <= 9 && value >= (Long.MIN_VALUE + digit) / 10;
      value = value * 10 - digit;
    }
    if (!valid || (value == Long.MIN_VALUE && !negative)) {
      throw malformed(what + " is not a number, or out of range");
    }
    return negative ? value : -value;
  }
}
