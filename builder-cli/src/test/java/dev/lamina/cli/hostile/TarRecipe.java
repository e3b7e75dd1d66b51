package dev.lamina.cli.hostile;

import dev.lamina.testing.RawTar;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A tar, header by header. Lines: {@code FLAG NAME [OPTION…]}, where the flag is one char or {@code
 * v7} (no magic, flag NUL), and
 *
 * <ul>
 *   <li>{@code pax KEY=VALUE…}, {@code global KEY=VALUE…}: well-formed records
 *   <li>{@code block TEXT}, {@code raw TEXT}: bytes, padded to 512 or not; {@code fill N}: zeros
 *   <li>{@code repeat N LINE}: a line N times, {@code %} in it is the number from 0, {@code %+}
 *       from 1
 *   <li>{@code open}: no end marker; {@code cut N}: only N bytes of all, all but -N
 * </ul>
 *
 * <p>Options: {@code data=}; {@code size= mtime=} decimal, {@code uid= gid= mode=} octal; a value
 * after {@code raw:} is put into the field as it is, one after {@code b256:} in base 256; {@code
 * link= prefix= magic= uname= gname=}; {@code dev=MAJOR,MINOR}; {@code at=OFFSET:TEXT}; {@code
 * sum=bad} or {@code sum=signed}.
 */
final class TarRecipe {
  private final Path folder;
  private final OutputStream out;
  private boolean ends = true;
  private long cut = Long.MAX_VALUE;

  private TarRecipe(Path folder, OutputStream out) {
    this.folder = folder;
    this.out = out;
  }

  static void write(Path folder, Path file, List<String> lines) throws IOException {
    long cut;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      TarRecipe recipe = new TarRecipe(folder, out);
      for (String line : lines) {
        recipe.line(line);
      }
      if (recipe.ends) {
        out.write(RawTar.end());
      }
      cut = recipe.cut;
    }
    if (cut != Long.MAX_VALUE) {
      try (RandomAccessFile whole = new RandomAccessFile(file.toString(), "rw")) {
        whole.setLength(cut < 0 ? whole.length() + cut : cut);
      }
    }
  }

  private void line(String line) throws IOException {
    if (line.startsWith("repeat ")) {
      String[] parts = line.split(" ", 3);
      for (int i = 0; i < Integer.parseInt(parts[1]); i++) {
        line(parts[2].replace("%+", Integer.toString(i + 1)).replace("%", Integer.toString(i)));
      }
      return;
    }
    List<String> words = Words.split(line);
    String first = words.get(0);
    switch (first) {
      case "open" -> ends = false;
      case "cut" -> cut = Long.parseLong(words.get(1));
      case "block" -> out.write(RawTar.padded(word(words, 1)));
      case "raw" -> out.write(RawTar.bytes(word(words, 1)));
      case "fill" -> fill(Long.parseLong(words.get(1)));
      case "pax" -> out.write(RawTar.pax('x', records(words)));
      case "global" -> out.write(RawTar.pax('g', records(words)));
      default -> entry(first, word(words, 1), words.subList(2, words.size()));
    }
  }

  private String word(List<String> words, int at) throws IOException {
    return Words.fill(folder, words.get(at));
  }

  private String[] records(List<String> words) throws IOException {
    String[] records = new String[words.size() - 1];
    for (int i = 0; i < records.length; i++) {
      records[i] = word(words, i + 1);
    }
    return records;
  }

  private void fill(long bytes) throws IOException {
    byte[] zeros = new byte[1 << 16];
    for (long left = bytes; left > 0; left -= Math.min(left, zeros.length)) {
      out.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }

  private void entry(String flag, String name, List<String> options) throws IOException {
    boolean old = flag.equals("v7");
    RawTar header = RawTar.header(old ? '\0' : flag.charAt(0), name);
    if (old) {
      header.put(257, "\0\0\0\0\0\0\0\0");
    }
    String data = "";
    String sum = "";
    for (String option : options) {
      int equals = option.indexOf('=');
      String key = option.substring(0, equals);
      String value = Words.fill(folder, option.substring(equals + 1));
      if (key.equals("data")) {
        data = value;
        header.size(data.length());
      } else if (key.equals("sum")) {
        sum = value;
      } else {
        option(header, key, value);
      }
    }
    byte[] block = header.done();
    if (sum.equals("bad")) {
      block[148] ^= 1;
    } else if (sum.equals("signed")) {
      signedSum(block);
    }
    out.write(block);
    out.write(RawTar.padded(data));
  }

  private static void option(RawTar header, String key, String value) {
    switch (key) {
      case "mode" -> field(header, 100, 8, value, 8);
      case "uid" -> field(header, 108, 8, value, 8);
      case "gid" -> field(header, 116, 8, value, 8);
      case "size" -> field(header, 124, 12, value, 10);
      case "mtime" -> field(header, 136, 12, value, 10);
      case "link" -> header.put(157, value);
      case "magic" -> header.put(257, value);
      case "uname" -> header.put(265, value);
      case "gname" -> header.put(297, value);
      case "dev" -> {
        String[] numbers = value.split(",", 2);
        field(header, 329, 8, numbers[0], 10);
        field(header, 337, 8, numbers[1], 10);
      }
      case "prefix" -> header.put(345, value);
      case "at" -> {
        String[] parts = value.split(":", 2);
        header.put(Integer.parseInt(parts[0]), parts[1]);
      }
      default -> throw new IllegalArgumentException("no such option: " + key);
    }
  }

  private static void field(RawTar header, int at, int length, String value, int radix) {
    if (value.startsWith("raw:")) {
      header.put(at, "\0".repeat(length)).put(at, value.substring(4));
    } else if (value.startsWith("b256:")) {
      header.put(at, base256(new BigInteger(value.substring(5)), length));
    } else {
      String octal = Long.toOctalString(Long.parseLong(value, radix));
      header.put(at, "0".repeat(length - 1 - octal.length()) + octal + "\0");
    }
  }

  private static String base256(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    StringBuilder text = new StringBuilder();
    for (int i = length - 1; i >= 0; i--) {
      int fill = number.signum() < 0 ? 0xff : 0;
      int value = i < bytes.length ? bytes[bytes.length - 1 - i] & 0xff : fill;
      text.append((char) (i == length - 1 ? value | 0x80 : value));
    }
    return text.toString();
  }

  private static void signedSum(byte[] block) {
    int sum = 0;
    for (int i = 0; i < block.length; i++) {
      sum += i >= 148 && i < 156 ? ' ' : block[i];
    }
    String octal = "000000" + Integer.toOctalString(sum);
    byte[] text = RawTar.bytes(octal.substring(octal.length() - 6) + "\0 ");
    System.arraycopy(text, 0, block, 148, text.length);
  }
}
