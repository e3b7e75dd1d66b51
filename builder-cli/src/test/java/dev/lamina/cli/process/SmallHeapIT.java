package dev.lamina.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.build.BuildRequest;
import dev.lamina.digest.Digest;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A layer of a gigabyte in a heap of 64 MB, and no more memory for it than for a tenth of it. */
@EnabledOnOs(OS.LINUX)
class SmallHeapIT {
  private static final long SMALL = 100_000_000;
  private static final long LARGE = 1_000_000_000;

  /**
   * What the heap may hold more after a collection, in MB: objects of the JVM's own come and go,
   * and the log counts whole megabytes.
   */
  private static final long MORE_HEAP = 4;

  /**
   * What the process may hold more, in kB. The heap is fixed and touched from the start, so this is
   * for compiled code and malloc's slack; a tenth of a percent of the layer would not show.
   */
  private static final long MORE_MEMORY = 32_000;

  @TempDir Path temp;

  /**
   * @param heap MB in use after the fullest collection
   * @param memory kB that the process had resident at most
   */
  private record Use(long heap, long memory, Digest layer) {}

  @Test
  void a_file_and_an_archive_of_a_gigabyte_need_no_more_memory_than_of_a_tenth() throws Exception {
    Use small = build("small", "COPY", SMALL, "gzip");
    Use large = build("large", "COPY", LARGE, "gzip");
    compare("COPY", small, large);
    Use smallArchive = build("small-archive", "ADD", SMALL, "zstd");
    Use largeArchive = build("large-archive", "ADD", LARGE, "zstd");
    compare("ADD", smallArchive, largeArchive);
    assertEquals(large.layer(), largeArchive.layer(), "the same file, the same layer");
  }

  private static void compare(String how, Use small, Use large) {
    System.out.println(how + ": 100 MB " + small + "\n" + how + ":   1 GB " + large);
    assertTrue(large.heap() <= small.heap() + MORE_HEAP, how + " heap: " + small + ", " + large);
    assertTrue(
        large.memory() <= small.memory() + MORE_MEMORY, how + " memory: " + small + ", " + large);
  }

  private Use build(String name, String how, long size, String compression) throws Exception {
    Path context = Files.createDirectory(temp.resolve(name));
    String source = how.equals("ADD") ? "packed.tar" : "big";
    if (how.equals("ADD")) {
      writeArchive(context.resolve(source), size);
    } else {
      writeSparse(context.resolve(source), size);
    }
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\n" + how + " " + source + " /\n");
    Path log = temp.resolve(name + ".log");
    Path store = temp.resolve(name + ".store");
    Process process =
        Command.in(temp)
            .options(
                List.of(
                    "-Xms64m",
                    "-Xmx64m",
                    "-XX:+AlwaysPreTouch",
                    "-XX:+UseSerialGC",
                    "-Xlog:gc:file=" + log))
            .start(
                "build",
                "--store=" + store,
                "--compression=" + compression,
                "--platform=linux/amd64",
                "-t",
                "big",
                context.toString());
    long memory = peakOf(process);
    assertEquals(0, process.waitFor(), how + " of " + size + " bytes");
    Digest layer =
        Images.open(store, ImagesOptions.DEFAULT)
            .inspect("big", BuildRequest.DEFAULT_PLATFORM)
            .image()
            .config()
            .value()
            .rootFs()
            .diffIds()
            .get(0);
    return new Use(heap(log), memory, layer);
  }

  /** A hole: it takes no place on the disk and reads as zeros. */
  private static void writeSparse(Path file, long size) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toString(), "rw")) {
      out.setLength(size);
    }
    Files.setAttribute(file, "unix:mode", 0644);
  }

  /** The header, a hole for the content and its padding, and the end. */
  private static void writeArchive(Path file, long size) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    TarHeader header =
        TarHeader.builder(TarType.FILE, "big".getBytes(UTF_8)).mode(0644).size(size).build();
    try {
      new TarWriter(head).add(header, InputStream.nullInputStream());
      throw new AssertionError("a file without its content");
    } catch (IOException e) {
      // the header is all that is wanted
    }
    try (RandomAccessFile out = new RandomAccessFile(file.toString(), "rw")) {
      out.write(head.toByteArray(), 0, 512);
      out.setLength(512 + (size + 511) / 512 * 512 + 1024);
    }
  }

  private static long peakOf(Process process) throws IOException, InterruptedException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    Pattern peak = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    long most = 0;
    while (process.isAlive()) {
      Matcher line = peak.matcher(readUnlessEnded(status));
      if (line.find()) {
        most = Long.parseLong(line.group(1));
      }
      Thread.sleep(10);
    }
    assertTrue(most > 0, "no word of memory in " + status);
    return most;
  }

  private static String readUnlessEnded(Path status) {
    try {
      return Files.readString(status);
    } catch (IOException e) {
      return ""; // the process has ended since it was asked
    }
  }

  private static long heap(Path log) throws IOException {
    Matcher collections = Pattern.compile("->(\\d+)M\\(").matcher(Files.readString(log));
    long most = 0;
    while (collections.find()) {
      most = Math.max(most, Long.parseLong(collections.group(1)));
    }
    return most;
  }
}
