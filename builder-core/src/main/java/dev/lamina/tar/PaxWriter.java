package dev.lamina.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The records of one PAX extended header: only those that ustar cannot say, in byte order. */
final class PaxWriter {
  private static final byte[] NONE = new byte[0];

  private final Map<byte[], byte[]> records = new TreeMap<>(Arrays::compareUnsigned);

  void xattr(String name, byte[] value) {
    put(PaxReader.XATTR + name, value);
  }

  /** A number, when it is negative or over what the field of the header can carry. */
  void number(String key, long value, long most) {
    if (value < 0 || value > most) {
      put(key, Long.toString(value).getBytes(US_ASCII));
    }
  }

  /** A name, when it is longer than the field of the header. */
  void name(String key, byte[] name, int most) {
    if (name.length > most) {
      put(key, name);
      if (!isUtf8(name)) {
        put("hdrcharset", "BINARY".getBytes(US_ASCII));
      }
    }
  }

  private void put(String key, byte[] value) {
    records.put(key.getBytes(UTF_8), value);
  }

  private static boolean isUtf8(byte[] name) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  byte[] bytes() {
    if (records.isEmpty()) {
      return NONE;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    records.forEach(
        (key, value) -> {
          // space, '=' and line feed
          out.writeBytes(
              Integer.toString(lengthWithItself(key.length + value.length + 3)).getBytes(US_ASCII));
          out.write(' ');
          out.writeBytes(key);
          out.write('=');
          out.writeBytes(value);
          out.write('\n');
        });
    return out.toByteArray();
  }

  /** The length of a record includes the digits of that length. */
  private static int lengthWithItself(int rest) {
    int length = rest + Integer.toString(rest).length();
    return rest + Integer.toString(length).length();
  }
}
