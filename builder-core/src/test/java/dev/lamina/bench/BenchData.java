package dev.lamina.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What the benchmarks work on; always the same. */
final class BenchData {
  private BenchData() {}

  /**
   * Bytes of a kind.
   *
   * @param kind {@code jdk} (the modules of this JVM: classes and tables), {@code text} (words by
   *     Zipf's law), {@code noise}, or the name of a file
   */
  static byte[] bytes(String kind, int size) throws IOException {
    return switch (kind) {
      case "jdk" -> start(Path.of(System.getProperty("java.home"), "lib", "modules"), size);
      case "text" -> text(size);
      case "noise" -> noise(size);
      default -> start(Path.of(kind), size);
    };
  }

  private static byte[] start(Path file, int size) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(size);
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(int size) {
    SplittableRandom random = new SplittableRandom(2);
    List<byte[]> words = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      StringBuilder word = new StringBuilder();
      for (int n = random.nextInt(2, 10); n > 0; n--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.append(random.nextInt(10) == 0 ? '\n' : ' ').toString().getBytes(US_ASCII));
    }
    byte[] bytes = new byte[size];
    int at = 0;
    while (at < size) {
      // rank by the inverse of Zipf's distribution
      int rank = (int) Math.pow(words.size(), random.nextDouble());
      byte[] word = words.get(Math.min(rank, words.size() - 1));
      int n = Math.min(word.length, size - at);
      System.arraycopy(word, 0, bytes, at, n);
      at += n;
    }
    return bytes;
  }

  /** Text files in folders of a hundred, in order. */
  static List<Entry> files(int count, int size) throws IOException {
    byte[] text = text(1 << 20);
    SplittableRandom random = new SplittableRandom(3);
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(text.length - size);
      byte[] content = Arrays.copyOfRange(text, from, from + size);
      entries.add(new FileEntry(path(i), Metadata.of(0644), ByteSource.of(content)));
    }
    return entries;
  }

  /** The name of a file of {@link #files}. */
  static EntryPath path(int i) {
    return EntryPath.of("src/package" + (1000 + i / 100) + "/file" + (100 + i % 100) + ".txt");
  }
}
