package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code import}, {@code unpack}, {@code commit} and {@code export} on a small tree. */
class UnpackCommandsTest extends CommandLineTest {
  private Path rootfs = Path.of("");

  @BeforeEach
  void make() throws IOException {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.writeString(tree.resolve("a"), "a");
    Files.writeString(tree.resolve("su"), "s");
    Files.setAttribute(tree.resolve("su"), "unix:mode", 04755);
    String id = run("import", "tree", "base", "-c", "CMD x").ok().out();
    assertTrue(id.matches("sha256:[0-9a-f]{64}\n"), id);
    rootfs = directory.resolve("work/rootfs");
  }

  @Test
  void unpack_prints_where_the_files_are_and_tells_what_is_missing() throws IOException {
    Result result = run("unpack", "base", "work").ok();
    assertEquals(rootfs + "\n", result.out());
    assertEquals("warning: files without the setuid and setgid that they have: 1\n", result.err());
    assertEquals("a", Files.readString(rootfs.resolve("a")));
    run("unpack", "base", "work").exits(ExitCode.REFUSED);
    assertEquals("", run("unpack", "--force", "--keep-suid", "base", "work").ok().err());
    run("unpack", "base").exits(ExitCode.USAGE);
    run("unpack", "nothing", "other").exits(ExitCode.NOT_FOUND);
    assertFalse(Files.exists(directory.resolve("other")));
  }

  @Test
  void commit_tells_what_has_changed() throws IOException {
    run("unpack", "base", "work").ok();
    assertEquals(
        "nothing has changed: it is the image that was unpacked\n",
        run("commit", "work", "same").ok().err());
    String base = run("inspect", "--format", "{{.Id}}", "base").ok().out();
    assertEquals(base, run("inspect", "--format", "{{.Id}}", "same").ok().out());

    assertEquals(
        "no file has changed: the layers are those that were there\n",
        run("commit", "work", "config", "--change", "ENV A=b").ok().err());
    Files.writeString(rootfs.resolve("b"), "b");
    Files.delete(rootfs.resolve("a"));
    Result changed = run("commit", "-m", "why", "--author", "me", "work", "changed").ok();
    assertEquals("one more layer: 1 new or changed, 1 removed\n", changed.err());
    assertEquals(changed.out(), run("inspect", "--format", "{{.Id}}", "changed").ok().out());
    assertEquals(
        "lamina commit why\n Imported from -\n",
        run("history", "--format", "{{.CreatedBy}} {{.Comment}}", "changed").ok().out());
  }

  @Test
  void commit_refuses_what_it_cannot_use() throws IOException {
    run("unpack", "base", "work").ok();
    Result result = run("commit", "work", "-c", "RUN x").exits(ExitCode.USAGE);
    assertTrue(result.err().contains("--change:1"), result.err());
    run("commit", "tree").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void what_is_exported_is_imported_again_as_the_same_image() {
    run("export", "-o", "out.tar", "base").ok();
    Result exported = run("export", "base").ok();
    String id = run("import", "out.tar", "again", "-c", "CMD x").ok().out();
    assertEquals(run("inspect", "--format", "{{.Id}}", "base").ok().out(), id);
    input = exported.bytes();
    assertEquals(id, run("import", "-", "-c", "CMD x").ok().out());
    assertArrayEquals(exported.bytes(), run("export", "again").ok().bytes());
  }
}
