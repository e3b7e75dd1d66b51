package dev.lamina.tar;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The extended headers in front of one entry: PAX records ({@code x}), GNU long name and link name
 * ({@code L}, {@code K}), and global records ({@code g}), which are never applied.
 */
final class ExtendedHeaders {
  private final TarInput input;
  private final TarLimits limits;
  private PaxReader pax = new PaxReader();
  private byte @Nullable [] longName;
  private byte @Nullable [] longLinkName;
  private boolean pending;
  private int count;

  ExtendedHeaders(TarInput input, TarLimits limits) {
    this.input = input;
    this.limits = limits;
  }

  static boolean isExtended(byte flag) {
    return flag == 'x' || flag == 'g' || flag == 'L' || flag == 'K';
  }

  /**
   * Reads what follows an extended header. Of two of a kind the last counts.
   *
   * @param header the header block, checksum verified
   * @param warnings told of a global header that is left out
   */
  void read(TarBlock header, Consumer<String> warnings) throws IOException {
    count++;
    if (count > limits.maxSpecialHeaders()) {
      throw new RefusedInputException(
          "more than "
              + limits.maxSpecialHeaders()
              + " extended tar headers in front of one entry");
    }
    byte[] payload = payload(header);
    switch (header.flag()) {
      case 'g' -> global(new PaxReader(payload), warnings);
      case 'L' -> longName = untilNul(payload);
      case 'K' -> longLinkName = untilNul(payload);
      default -> pax = new PaxReader(payload);
    }
    pending |= header.flag() != 'g';
  }

  private byte[] payload(TarBlock header) throws IOException {
    long size = header.number(TarBlock.SIZE_FIELD, 12, "size");
    if (size < 0 || size > limits.maxSpecialHeaderBytes()) {
      throw new RefusedInputException(
          "extended tar header of "
              + size
              + " bytes, the limit is "
              + limits.maxSpecialHeaderBytes());
    }
    byte[] payload = new byte[(int) size];
    int read = input.readFully(payload);
    if (read < size) {
      throw new RefusedInputException(
          "archive ends inside an extended header (" + read + " of " + size + " bytes)");
    }
    input.skip(TarBlock.padding(size));
    return payload;
  }

  private void global(PaxReader records, Consumer<String> warnings) throws RefusedInputException {
    List<String> unknown = new ArrayList<>();
    for (String key : records.keys()) {
      if (!key.equals("comment")) {
        unknown.add(Escaped.text(key));
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    if (limits.policy() == TarPolicy.LAYER) {
      throw new RefusedInputException(
          "global PAX header with " + shortened(unknown.get(0)) + " not supported");
    }
    warnings.accept("global PAX header ignored: " + shortened(String.join(", ", unknown)));
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }

  private static byte[] untilNul(byte[] payload) {
    int end = 0;
    while (end < payload.length && payload[end] != 0) {
      end++;
    }
    return Arrays.copyOf(payload, end);
  }

  /**
   * Says that the archive has ended.
   *
   * @throws RefusedInputException when these headers wait for an entry
   */
  void requireNone() throws RefusedInputException {
    if (pending) {
      throw new RefusedInputException("extended header without entry at the end of the archive");
    }
  }

  PaxReader pax() {
    return pax;
  }

  /**
   * The name: of the sparse record, of the PAX record, the long name, the header; in this order.
   */
  byte[] name(TarBlock header) throws RefusedInputException {
    byte[] plain = longName == null || longName.length == 0 ? header.name() : longName;
    return pax.name("GNU.sparse.name", pax.name("path", plain));
  }

  byte[] linkName(TarBlock header) throws RefusedInputException {
    byte[] plain =
        longLinkName == null || longLinkName.length == 0 ? header.linkName() : longLinkName;
    return pax.name("linkpath", plain);
  }
}
