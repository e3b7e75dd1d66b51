package dev.lamina.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GNU tar writes, in each of its formats. */
class TarPeersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "posix"})
  void what_gnu_tar_writes_is_read(String format) throws IOException {
    String name = "n".repeat(format.equals("v7") ? 50 : 90);
    Files.createDirectory(folder.resolve("d"));
    Files.writeString(folder.resolve("d").resolve(name), "content");
    Files.createSymbolicLink(folder.resolve("d/s"), Path.of("target"));
    tar("--format=" + format, "-cf", "a.tar", "d/" + name, "d/s", "d");
    List<String> names = new ArrayList<>();
    try (InputStream in = Files.newInputStream(folder.resolve("a.tar"))) {
      TarReader reader = new TarReader(in, TarLimits.LAYER, names::add);
      for (TarHeader header = reader.next(); header != null; header = reader.next()) {
        names.add(header.type() + " " + header.size() + " " + new String(header.name(), US_ASCII));
      }
    }
    assertEquals(List.of("FILE 7 d/" + name, "SYMLINK 0 d/s"), names.subList(0, 2));
    assertEquals("DIRECTORY 0 d/", names.get(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "posix", "0.0", "0.1", "1.0"})
  void sparse_files_of_gnu_tar_are_expanded(String version) throws IOException {
    Path sparse = folder.resolve("sparse");
    try (SeekableByteChannel channel =
        Files.newByteChannel(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < 300; i++) {
        channel.position(i * 16384L + 8192);
        channel.write(ByteBuffer.wrap(("segment " + i).getBytes(US_ASCII)));
      }
    }
    boolean named = !version.contains(".");
    tar(
        named ? "--format=" + version : "--format=posix",
        named ? "--sparse" : "--sparse-version=" + version,
        "--sparse",
        "-cf",
        "a.tar",
        "sparse");
    try (InputStream in = Files.newInputStream(folder.resolve("a.tar"))) {
      TarReader reader = new TarReader(in, TarLimits.LAYER, warning -> {});
      TarHeader header = reader.next();
      assertEquals("sparse", header == null ? "" : new String(header.name(), US_ASCII));
      assertArrayEquals(Files.readAllBytes(sparse), reader.content().readAllBytes());
      assertNull(reader.next());
      assertEquals(true, Files.size(folder.resolve("a.tar")) < 3_000_000, "tar made it sparse");
    }
  }

  private void tar(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Peers.require("tar").toString()));
    command.addAll(List.of(arguments));
    Sh.in(folder).run(command).ok();
  }
}
