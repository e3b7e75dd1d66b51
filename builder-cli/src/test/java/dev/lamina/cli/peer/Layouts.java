package dev.lamina.cli.peer;

import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;

/** Image layouts in the hands of {@code skopeo} and {@code umoci}. */
final class Layouts {
  private static final Duration LONG = Duration.ofMinutes(4);

  private Layouts() {}

  /** Copies an image from one place to another, both in skopeo's words. */
  static void copy(Path folder, String from, String to) {
    Sh.in(folder)
        .timeout(LONG)
        .run(Peers.require("skopeo").toString(), "copy", "--quiet", from, to)
        .ok();
  }

  /** Unpacks an image of a layout and lists its tree. */
  static SortedMap<String, String> tree(
      Path layout, String name, Path scratch, DiskTree.Times times) throws IOException {
    Path rootfs = unpack(layout, name, scratch);
    try {
      return DiskTree.list(rootfs, times);
    } finally {
      Sh.in(scratch).timeout(LONG).run("rm", "-rf", rootfs.toString()).ok();
    }
  }

  static SortedMap<String, String> tree(Path layout, String name, Path scratch) throws IOException {
    return tree(layout, name, scratch, DiskTree.Times.LEFT_OUT);
  }

  private static Path unpack(Path layout, String name, Path scratch) throws IOException {
    Machine.requireRoot("umoci unpack");
    Path rootfs = Files.createTempDirectory(scratch, "unpacked").resolve("rootfs");
    Sh.in(scratch)
        .timeout(LONG)
        .run(
            Peers.require("umoci").toString(),
            "raw",
            "unpack",
            "--image",
            layout + ":" + name,
            rootfs.toString())
        .ok();
    return rootfs;
  }
}
