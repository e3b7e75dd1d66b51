package dev.lamina.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The other Java runtimes of this machine that the command runs on. */
final class Jdks {
  private static final Path PLACE = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"([0-9]+)");

  private Jdks() {}

  static List<Path> others() throws IOException {
    if (!Files.isDirectory(PLACE)) {
      return List.of();
    }
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> all = Files.list(PLACE)) {
      return all.filter(Jdks::isUsable)
          .map(Jdks::real)
          .distinct()
          .filter(home -> !home.equals(own))
          .sorted()
          .toList();
    }
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isUsable(Path home) {
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return Files.isExecutable(home.resolve("bin/java"))
          && version.find()
          && Integer.parseInt(version.group(1)) >= 17;
    } catch (IOException e) {
      return false;
    }
  }
}
