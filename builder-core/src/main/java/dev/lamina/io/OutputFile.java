package dev.lamina.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that is written for a user, where the user said. */
public final class OutputFile {
  private OutputFile() {}

  /** What goes into it. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file: it is either whole or what it was before. Pipes and devices are written to. */
  public static void write(Path target, Durability durability, Content content) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      try (OutputStream out = Files.newOutputStream(target)) {
        content.writeTo(out);
      }
      return;
    }
    Path real = Files.exists(target) ? target.toRealPath() : target;
    Path temporary =
        real.resolveSibling("." + real.getFileName() + "." + ProcessHandle.current().pid());
    try (AtomicFile file = AtomicFile.create(temporary, durability)) {
      content.writeTo(file);
      file.publish(real, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }
}
