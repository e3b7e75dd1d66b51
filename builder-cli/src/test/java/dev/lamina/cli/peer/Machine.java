package dev.lamina.cli.peer;

import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What the peers need of the machine. */
final class Machine {
  private Machine() {}

  /** Ends the test when we are not root: these peers need it, even if we do not. */
  static void requireRoot(String peer) {
    if (!Sh.in(Path.of("/")).run("id", "-u").ok().out().trim().equals("0")) {
      Peers.missing(peer + " needs root");
    }
  }

  /** Where programs are, those of the administrator too. */
  static String path() {
    return System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin:/usr/bin:/bin";
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Takes away what an engine has left mounted, so that its directory can be deleted. */
  static void unmountBelow(Path folder) throws IOException {
    List<String> mounts =
        Files.readAllLines(Path.of("/proc/self/mounts")).stream()
            .map(line -> line.split(" ", 3)[1])
            .filter(place -> Path.of(place).startsWith(folder))
            .sorted(Comparator.reverseOrder())
            .toList();
    for (String place : mounts) {
      Sh.in(Path.of("/")).run("umount", "-l", place);
    }
  }
}
