package dev.lamina.unpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.Fs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialDirectoryTest {
  @TempDir Path temp;

  @Test
  void u05_what_a_killed_process_left_is_removed_and_what_is_in_use_is_not() throws IOException {
    Path dead = Files.createDirectories(temp.resolve(".partial-lamina-1-abc-1"));
    Path closed = Files.createDirectory(dead.resolve("closed"));
    Files.writeString(closed.resolve("f"), "");
    Files.setAttribute(closed, "unix:mode", 0);
    Path other = Files.createDirectories(temp.resolve(".partial-other"));
    Path link = Files.createSymbolicLink(temp.resolve(".partial-lamina-2-abc-1"), other);
    try (PartialDirectory first = PartialDirectory.create(temp);
        PartialDirectory second = PartialDirectory.create(temp)) {
      assertFalse(Files.exists(dead));
      assertTrue(Files.isDirectory(first.path()));
      assertTrue(Files.isDirectory(second.path()));
      assertEquals(0700, Objects.requireNonNull(Fs.status(first.path())).mode());
      assertTrue(Files.isSymbolicLink(link));
    }
    assertEquals(
        List.of(".partial-lamina-2-abc-1", ".partial-other"),
        Fs.names(temp).stream().map(name -> name.decoded()).toList());
  }

  @Test
  void a_process_that_lives_keeps_its_own() throws Exception {
    Path theirs = Files.createDirectory(temp.resolve(".partial-lamina-1-abc-1"));
    Path lock = Files.createFile(theirs.resolve("lock"));
    Process holder = LockHolder.start(lock);
    try {
      PartialDirectory.create(temp).close();
      assertTrue(Files.exists(lock));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    PartialDirectory.create(temp).close();
    assertFalse(Files.exists(theirs));
  }
}
