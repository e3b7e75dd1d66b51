package dev.lamina.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java 17's FileInputStream seeks in some of its methods; a pipe cannot. */
class PipeTest {
  @TempDir Path directory;

  @Test
  void a_pipe_can_be_decompressed() throws Exception {
    Peers.require("mkfifo");
    Path fifo = directory.resolve("fifo");
    Sh.in(directory).run("mkfifo", fifo.toString()).ok();
    byte[] text = "text that is longer than what is looked at to tell the format".getBytes(UTF_8);
    FutureTask<Path> writing = new FutureTask<>(() -> Files.write(fifo, text));
    new Thread(writing, "writer").start();
    assertArrayEquals(text, read(fifo));
    writing.get();
  }

  private static byte[] read(Path fifo) throws IOException {
    try (InputStream in = new FileInputStream(fifo.toString());
        InputStream plain = Decompressor.open(in)) {
      return plain.readAllBytes();
    }
  }
}
