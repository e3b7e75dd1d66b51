package dev.lamina.testing;

import dev.lamina.compression.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compressed files, honest ones and one kind of liar: a gzip member with a wrong field. */
public final class Packing {
  private Packing() {}

  /** Compresses a file with {@code gzip}, {@code zstd}, {@code xz} or {@code bzip2}. */
  public static void pack(String format, Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        OutputStream raw = Files.newOutputStream(to);
        OutputStream out = encoder(format, raw)) {
      in.transferTo(out);
    }
  }

  private static OutputStream encoder(String format, OutputStream raw) throws IOException {
    return switch (format) {
      case "gzip" -> Compression.GZIP.encoder(raw, 2);
      case "zstd" -> Compression.ZSTD.encoder(raw, 2);
      case "xz" -> new XZOutputStream(raw, new LZMA2Options(0));
      case "bzip2" -> new BZip2CompressorOutputStream(raw, 1);
      default -> throw new IllegalArgumentException("no such compression: " + format);
    };
  }

  /**
   * One gzip member.
   *
   * @param options {@code flags=HEX}; {@code extra=N} and {@code name=N}, fields of N bytes; {@code
   *     hcrc=good|bad}, {@code crc=bad}, {@code isize=bad}
   */
  public static byte[] member(byte[] content, List<String> options) throws IOException {
    int flags = 0;
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    String hcrc = "";
    CRC32 crc = new CRC32();
    crc.update(content);
    int sum = (int) crc.getValue();
    int size = content.length;
    for (String option : options) {
      String value = option.substring(option.indexOf('=') + 1);
      switch (option.substring(0, option.indexOf('='))) {
        case "flags" -> flags |= Integer.parseInt(value, 16);
        case "extra" -> {
          flags |= 4;
          int length = Integer.parseInt(value);
          fields.write(length);
          fields.write(length >> 8);
          fields.writeBytes(new byte[length]);
        }
        case "name" -> {
          flags |= 8;
          fields.writeBytes(RawTar.bytes("n".repeat(Integer.parseInt(value)) + "\0"));
        }
        case "hcrc" -> {
          flags |= 2;
          hcrc = value;
        }
        case "crc" -> sum ^= 1;
        case "isize" -> size++;
        default -> throw new IllegalArgumentException("no such option: " + option);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3});
    out.writeBytes(fields.toByteArray());
    if (!hcrc.isEmpty()) {
      CRC32 header = new CRC32();
      header.update(out.toByteArray());
      int low = (int) header.getValue() ^ (hcrc.equals("bad") ? 1 : 0);
      out.write(low);
      out.write(low >> 8);
    }
    Deflater deflater = new Deflater(9, true);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      deflated.write(content);
    } finally {
      deflater.end();
    }
    out.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(sum).putInt(size).array());
    return out.toByteArray();
  }
}
