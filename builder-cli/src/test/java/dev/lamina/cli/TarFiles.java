package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Packs a few files of a directory. */
final class TarFiles {
  private TarFiles() {}

  static void write(OutputStream out, Path directory, String... names) throws IOException {
    TarWriter tar = new TarWriter(out);
    for (String name : names) {
      byte[] bytes = Files.readAllBytes(directory.resolve(name));
      TarHeader header =
          TarHeader.builder(TarType.FILE, name.getBytes(UTF_8))
              .mode(0644)
              .size(bytes.length)
              .build();
      tar.add(header, new ByteArrayInputStream(bytes));
    }
    tar.finish();
  }
}
