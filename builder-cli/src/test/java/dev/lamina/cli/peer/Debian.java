package dev.lamina.cli.peer;

import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A small Debian as a tar, made by {@code debootstrap} from the mirror that this machine uses and
 * kept in the user's cache directory: devices, hard links, setuid programs, ten thousand files.
 */
final class Debian {
  private static final String SUITE = "bookworm";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Pattern MIRROR = Pattern.compile("https?://\\S+/debian/?(?=\\s|$)");

  private Debian() {}

  /** The tar, made when it is not there. */
  static Path rootfs(Path scratch) throws IOException {
    Path kept = cache().resolve("debian-" + SUITE + "-minbase.tar.gz");
    if (Files.exists(kept)) {
      return kept;
    }
    Path tool = Peers.require("debootstrap");
    Machine.requireRoot("debootstrap");
    Path root = scratch.resolve("debian");
    Sh sh = Sh.in(scratch).timeout(LONG).env("PATH", Machine.path());
    sh.run(tool.toString(), "--variant=minbase", SUITE, root.toString(), mirror()).ok();
    Path made = Files.createTempFile(kept.getParent(), "made", ".tar.gz");
    sh.run(
            "tar",
            "--numeric-owner",
            "--one-file-system",
            "-C",
            root.toString(),
            "-czf",
            made.toString(),
            ".")
        .ok();
    Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
    sh.run("rm", "-rf", "--one-file-system", root.toString()).ok();
    return kept;
  }

  private static Path cache() throws IOException {
    String home = System.getenv().getOrDefault("HOME", "/tmp");
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    return Files.createDirectories(Path.of(cache, "lamina-tests"));
  }

  /** The first mirror that the package tool of this machine is told of. */
  private static String mirror() throws IOException {
    Path apt = Path.of("/etc/apt");
    if (Files.isDirectory(apt)) {
      try (Stream<Path> files = Files.walk(apt, 2)) {
        for (Path file : files.filter(Debian::listsSources).sorted().toList()) {
          Matcher line = MIRROR.matcher(withoutComments(file));
          if (line.find()) {
            return line.group();
          }
        }
      }
    }
    Peers.missing("a Debian mirror in /etc/apt/sources.list*");
    throw new AssertionError("unreachable");
  }

  private static boolean listsSources(Path file) {
    return Files.isRegularFile(file) && file.toString().matches(".*\\.(list|sources)");
  }

  private static String withoutComments(Path file) {
    try {
      return Files.readString(file).replaceAll("(?m)#.*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
