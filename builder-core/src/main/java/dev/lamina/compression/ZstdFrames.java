package dev.lamina.compression;

import dev.lamina.io.RefusedInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Passes zstd data on and follows its frames (RFC 8878, 3.1), without decompressing. The library
 * below does not notice a cut skippable frame, and cannot say in numbers why it refuses a frame.
 */
final class ZstdFrames extends FilterInputStream {
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int[] SIZE_BYTES = {0, 2, 4, 8};
  private static final int RLE_BLOCK = 1;
  private static final int CHECKSUM_BYTES = 4;

  private enum Part {
    MAGIC,
    SKIPPABLE_SIZE,
    DESCRIPTOR,
    HEADER,
    BLOCK
  }

  private Part part = Part.MAGIC;
  private final byte[] field = new byte[ZstdFrameHeader.MOST_BYTES];
  private int have;
  private int need = 4;
  private long skip;
  private boolean checksum;

  ZstdFrames(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int n = in.read(into, offset, length);
    if (n >= 0) {
      follow(into, offset, n);
    } else if (part != Part.MAGIC || have > 0 || skip > 0) {
      throw new RefusedInputException("zstd data ends early: unexpected EOF");
    }
    return n;
  }

  private void follow(byte[] bytes, int offset, int length) throws RefusedInputException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (skip > 0) {
        int n = (int) Math.min(skip, end - at);
        skip -= n;
        at += n;
      } else {
        field[have++] = bytes[at++];
        if (have == need) {
          have = 0;
          advance();
        }
      }
    }
  }

  private void advance() throws RefusedInputException {
    switch (part) {
      case MAGIC -> magic();
      case SKIPPABLE_SIZE -> {
        skip = littleEndian(4);
        expect(Part.MAGIC, 4);
      }
      case DESCRIPTOR -> {
        int rest = restOfHeader(field[0]);
        have = 1;
        expect(Part.HEADER, 1 + rest);
      }
      case HEADER -> {
        ZstdFrameHeader.check(Arrays.copyOf(field, need));
        checksum = (field[0] & 4) != 0;
        expect(Part.BLOCK, 3);
      }
      case BLOCK -> block();
    }
  }

  private void expect(Part next, int bytes) {
    part = next;
    need = bytes;
  }

  private void magic() throws RefusedInputException {
    if (Format.detect(Arrays.copyOf(field, 4)) != Format.ZSTD) {
      throw new RefusedInputException("data after zstd stream");
    }
    if (field[0] == 0x28) {
      expect(Part.DESCRIPTOR, 1);
    } else {
      expect(Part.SKIPPABLE_SIZE, 4);
    }
  }

  /** Bytes of a frame header after its descriptor: one at least. */
  private static int restOfHeader(byte descriptor) {
    boolean single = (descriptor & 0x20) != 0;
    int size = SIZE_BYTES[(descriptor & 0xff) >> 6];
    int window = single ? 0 : 1;
    return window + DICTIONARY_BYTES[descriptor & 3] + (single ? Math.max(1, size) : size);
  }

  private void block() {
    int header = (int) littleEndian(3);
    int size = header >> 3;
    skip = ((header >> 1) & 3) == RLE_BLOCK ? 1 : size;
    if ((header & 1) != 0) {
      skip += checksum ? CHECKSUM_BYTES : 0;
      expect(Part.MAGIC, 4);
    }
  }

  private long littleEndian(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (field[i] & 0xffL) << (8 * i);
    }
    return value;
  }
}
