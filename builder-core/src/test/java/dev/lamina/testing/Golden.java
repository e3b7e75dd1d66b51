package dev.lamina.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Expected text in a file of {@code testdata}. {@code -Dgolden.update} writes what the code says
 * now; the diff is the review.
 */
public final class Golden {
  private Golden() {}

  /** The folder of all test data. */
  public static Path testdata() {
    return Path.of(System.getProperty("lamina.testdata", "../testdata"));
  }

  /** The cases of one kind: the folders in {@code testdata/KIND}, sorted; none if it is absent. */
  public static List<Path> cases(String kind) {
    Path folder = testdata().resolve(kind);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares with the file, or writes it with {@code -Dgolden.update}. */
  public static void check(Path file, String actual) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        Files.writeString(file, actual);
      } else if (Files.exists(file)) {
        assertEquals(Files.readString(file), actual, () -> file + " (-Dgolden.update rewrites it)");
      } else {
        fail(file + " is missing (-Dgolden.update writes it); the text is:\n" + actual);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
