package dev.lamina.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The data that compression is measured on: the same in every JVM of a run. */
final class Corpus {
  /** Names the file, for the JVMs that JMH starts. */
  static final String PROPERTY = "bench.corpus";

  /** Bytes: of a larger file, the first. */
  private static final int MOST = 64 << 20;

  private static final int NOISE = 64 << 20;

  private Corpus() {}

  /** What {@link #PROPERTY} names. */
  static byte[] files() {
    return read(Path.of(System.getProperty(PROPERTY, "")));
  }

  static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What nothing makes smaller, as what is compressed already. */
  static byte[] noise() {
    byte[] noise = new byte[NOISE];
    new Random(1).nextBytes(noise);
    return noise;
  }

  /** Writes the libraries of the running JDK as a tar, in the order of their names. */
  static void writeTar(Path target) throws IOException {
    Path lib = Path.of(System.getProperty("java.home"), "lib").toRealPath();
    try (TarWriter tar = new TarWriter(new BufferedOutputStream(Files.newOutputStream(target)))) {
      long size = 0;
      for (Path file : readable(lib)) {
        if (size >= MOST) {
          break;
        }
        size += Files.size(file);
        byte[] name = lib.relativize(file).toString().replace('\\', '/').getBytes(UTF_8);
        try (InputStream content = Files.newInputStream(file)) {
          tar.add(
              TarHeader.builder(TarType.FILE, name).mode(0644).size(Files.size(file)).build(),
              content);
        }
      }
      tar.finish();
    }
  }

  private static List<Path> readable(Path lib) throws IOException {
    try (Stream<Path> files = Files.walk(lib)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(Files::isReadable)
          .sorted()
          .toList();
    }
  }
}
