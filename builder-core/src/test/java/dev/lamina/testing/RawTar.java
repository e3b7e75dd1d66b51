package dev.lamina.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.io.RefusedInputException;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recipes for archives that no honest writer makes, and what a reader said of one. */
public final class RawTar {
  private final byte[] block = new byte[512];

  private RawTar() {}

  /** The end of an archive. */
  public static byte[] end() {
    return new byte[1024];
  }

  /** A ustar header, mode 0644, everything else zero. Text is one byte per char. */
  public static RawTar header(char type, String name) {
    RawTar header = new RawTar();
    header.put(0, name).put(100, "0000644\0").put(108, "0000000\0").put(116, "0000000\0");
    header.size(0).put(136, "00000000000\0").put(257, "ustar\00000");
    header.block[156] = (byte) type;
    return header;
  }

  public RawTar size(long size) {
    String octal = Long.toOctalString(size);
    return put(124, "0".repeat(11 - octal.length()) + octal + "\0");
  }

  public RawTar link(String name) {
    return put(157, name);
  }

  public RawTar put(int at, String text) {
    byte[] bytes = bytes(text);
    System.arraycopy(bytes, 0, block, at, bytes.length);
    return this;
  }

  /** The header block with its checksum. */
  public byte[] done() {
    put(148, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    String octal = Integer.toOctalString(sum);
    put(148, "0".repeat(6 - octal.length()) + octal + "\0 ");
    return block.clone();
  }

  /** The header with this content, its size and padding. */
  public byte[] with(String content) {
    return cat(size(content.length()).done(), padded(content));
  }

  /** A file entry. */
  public static byte[] file(String name, String content) {
    return header('0', name).with(content);
  }

  /** A PAX header of records {@code key=value}, their lengths put in front. */
  public static byte[] pax(char type, String... records) {
    StringBuilder all = new StringBuilder();
    for (String record : records) {
      int length = record.length() + 3;
      while ((length + " " + record + "\n").length() != length) {
        length++;
      }
      all.append(length).append(' ').append(record).append('\n');
    }
    return header(type, "pax").with(all.toString());
  }

  /** A GNU long name ({@code L}) or link name ({@code K}). */
  public static byte[] gnuLong(char type, String name) {
    return header(type, "././@LongLink").put(257, "ustar  \0").with(name + "\0");
  }

  public static byte[] padded(String content) {
    return bytes(content + "\0".repeat(-content.length() & 511));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  public static byte[] cat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static byte[] cut(byte[] archive, int length) {
    return Arrays.copyOf(archive, length);
  }

  /**
   * What a reader said of an archive: a line for each entry (its header, and its content where that
   * is short text), warning and refusal, in order. It must say the same when the bytes come one by
   * one.
   */
  public static String read(TarLimits limits, byte[] archive) {
    String atOnce = read(limits, new ByteArrayInputStream(archive));
    String oneByOne = archive.length > 20_000 ? atOnce : read(limits, dribble(archive));
    return atOnce.equals(oneByOne) ? atOnce : "at once: " + atOnce + "\none by one: " + oneByOne;
  }

  public static String read(TarLimits limits, InputStream in) {
    List<String> said = new ArrayList<>();
    TarReader reader = new TarReader(in, limits, text -> said.add("warning: " + text));
    try {
      for (TarHeader header = reader.next(); header != null; header = reader.next()) {
        said.add(header.toString());
        if (header.size() > 0 && header.size() < 100) {
          said.add("  " + new String(reader.content().readAllBytes(), ISO_8859_1));
        }
      }
      reader.drain();
    } catch (RefusedInputException e) {
      said.add("refused: " + e.getMessage());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return String.join("\n", said);
  }

  /** A stream that cannot be read. */
  public static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }

  private static InputStream dribble(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(1, length));
      }
    };
  }
}
