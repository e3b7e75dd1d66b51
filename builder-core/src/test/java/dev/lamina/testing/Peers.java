package dev.lamina.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tools of others that read what we write. A missing one skips the test with its name; with {@code
 * -Dpeers=required} it fails it.
 */
public final class Peers {
  private Peers() {}

  /** The path of a tool, or the end of the test. */
  public static Path require(String tool) {
    return find(tool)
        .orElseGet(
            () -> {
              missing(tool + " is not installed");
              throw new AssertionError("unreachable");
            });
  }

  /** Ends the test because a peer cannot be used: skipped, or failed when peers are required. */
  public static void missing(String why) {
    if (System.getProperty("peers", "optional").equals("required")) {
      fail("peer missing: " + why);
    }
    abort("peer missing: " + why);
  }

  /** The path of a tool, if it is installed. */
  public static Optional<Path> find(String tool) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin";
    for (String folder : path.split(":", -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, tool);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
