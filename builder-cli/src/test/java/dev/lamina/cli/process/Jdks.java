package dev.lamina.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java runtimes of this machine that the command runs on. */
final class Jdks {
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"([0-9]+)");

  private Jdks() {}

  /** The home of the one that runs this. */
  static Path own() throws IOException {
    return Path.of(System.getProperty("java.home")).toRealPath();
  }

  /**
   * The homes of the others: beside the own one, where Linux distributions have them, and those
   * that variables {@code JAVA_HOME…} name.
   */
  static List<Path> others() throws IOException {
    List<Path> found = new ArrayList<>();
    Path beside = own().getParent();
    for (Path place : Stream.of(beside, Path.of("/usr/lib/jvm")).distinct().toList()) {
      if (place != null && Files.isDirectory(place)) {
        try (Stream<Path> all = Files.list(place)) {
          all.forEach(found::add);
        }
      }
    }
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      if (variable.getKey().startsWith("JAVA_HOME")) {
        found.add(Path.of(variable.getValue()));
      }
    }
    Path own = own();
    return found.stream()
        .filter(Jdks::isUsable)
        .map(Jdks::real)
        .distinct()
        .filter(home -> !home.equals(own))
        .sorted()
        .toList();
  }

  private static Path real(Path home) {
    try {
      return home.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
