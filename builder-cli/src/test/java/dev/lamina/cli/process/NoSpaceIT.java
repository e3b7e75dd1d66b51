package dev.lamina.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.testing.Golden;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A store on a file system that is full. Needs to mount one. */
@EnabledOnOs(OS.LINUX)
class NoSpaceIT {
  @TempDir Path temp;

  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount_a_small_file_system() throws IOException {
    disk = Files.createDirectory(temp.resolve("disk"));
    mounted =
        Sh.in(temp)
                .run("sh", "-c", "mount -t tmpfs -o size=1m tmpfs \"$1\"", "sh", disk.toString())
                .exit()
            == 0;
    assumeTrue(mounted, "a file system cannot be mounted here");
  }

  @AfterEach
  void unmount() {
    if (mounted) {
      // lazily: this process keeps the lock files of the store open
      Sh.in(temp).run("umount", "-l", disk.toString()).ok();
    }
  }

  @Test
  void a_full_disk_is_named_the_store_stays_good_and_room_helps() throws IOException {
    Path store = disk.resolve("store");
    Command command = Command.in(temp).env("LAMINA_STORE", store.toString());
    Path hello = Golden.testdata().resolve("build/hello").toAbsolutePath();
    command.run("build", "-t", "hello", hello.toString()).ok();
    Map<String, String> before = Stores.names(store);
    long blobs = Stores.blobs(store);

    Path context = Files.createDirectory(temp.resolve("context"));
    byte[] noise = new byte[3_000_000];
    new SplittableRandom(1).nextBytes(noise);
    Files.write(context.resolve("noise"), noise);
    Files.writeString(context.resolve("Dockerfile"), "FROM hello\nCOPY <<a /a\na\nCOPY noise /\n");
    String[] build = {"build", "-q", "-t", "big", context.toString()};
    Sh.Result full = command.run(build).exits(6);
    assertTrue(
        full.err().matches("(?s).*error: no space: needed \\d+ bytes, free \\d+ bytes, at .*"),
        full.err());
    assertTrue(full.err().contains(store.toString()), full.err());
    assertEquals(0, Stores.unfinished(store));
    Stores.check(store, List.of("hello"));
    assertEquals(before, Stores.names(store));
    command.run("prune").ok();
    assertEquals(blobs, Stores.blobs(store));

    Path archive = temp.resolve("archive");
    Path elsewhere = temp.resolve("elsewhere");
    Command roomy = Command.in(temp).env("LAMINA_STORE", elsewhere.toString());
    roomy.run("build", "-q", "-t", "hello", hello.toString()).ok();
    roomy.run(build).ok();
    roomy.run("save", "-o", archive.toString(), "big").ok();
    Sh.Result load = command.run("load", "-i", archive.toString()).exits(6);
    assertTrue(load.err().contains("no space: needed "), load.err());
    assertTrue(load.err().contains(store.toString()), load.err());
    Stores.check(store, List.of("hello"));

    Sh.in(temp).run("mount", "-o", "remount,size=16m", disk.toString()).ok();
    command.run(build).ok();
    Stores.check(store, List.of("hello", "big"));
    assertEquals(Stores.names(elsewhere), Stores.names(store));
  }
}
