package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Golden;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on the jars that the build has made. */
class LauncherIT {
  @TempDir Path directory;

  private Path launcher = Path.of("");

  @BeforeEach
  void findLauncher() {
    Path root = Golden.testdata().toAbsolutePath().normalize().getParent();
    launcher = Path.of(root + "/builder-cli/bin/lamina");
  }

  private Sh sh() {
    return Sh.in(directory)
        .env("XDG_CACHE_HOME", directory.resolve("ca che").toString())
        .env("LAMINA_STORE", directory.resolve("store").toString());
  }

  private Sh.Result lamina(String... arguments) {
    return sh().run(Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
  }

  @Test
  void readmes_first_command_builds_hello() {
    String hello = Golden.testdata().resolve("build/hello").toAbsolutePath().toString();
    String id = lamina("build", "-q", "-t", "hello", hello).ok().out().strip();
    assertEquals(id, lamina("inspect", "-f", "{{.Id}}", "hello").ok().out().strip());
  }

  @Test
  void the_class_archive_is_made_once_and_then_used() throws IOException {
    lamina("--version").ok();
    Path cache = directory.resolve("ca che/lamina");
    List<Path> first = list(cache);
    assertEquals(1, first.size(), first::toString);
    lamina("--version").ok();
    assertEquals(first, list(cache));
    String loaded =
        sh().env("LAMINA_JAVA_OPTS", "-Xlog:class+load:stderr")
            .run(launcher.toString(), "images")
            .ok()
            .err();
    long picocli = loaded.lines().filter(l -> l.contains(" picocli.CommandLine")).count();
    long shared =
        loaded
            .lines()
            .filter(l -> l.contains(" picocli.CommandLine") && l.contains("shared"))
            .count();
    assertTrue(picocli > 50 && shared == picocli, shared + " of " + picocli + " are shared");
  }

  @Test
  void first_starts_at_the_same_time_make_one_archive() throws IOException {
    String start = "'" + launcher + "' --version & ";
    Sh.Result all = sh().run("sh", "-c", start.repeat(4) + "wait").ok();
    assertEquals(4, all.out().lines().filter(l -> l.startsWith("lamina ")).count(), all.out());
    List<Path> kept = list(directory.resolve("ca che/lamina"));
    assertEquals(1, kept.size(), kept::toString);
  }

  @Test
  void an_archive_that_does_not_fit_does_not_matter() throws IOException {
    String version = lamina("--version").ok().out();
    Path archive = list(directory.resolve("ca che/lamina")).get(0);
    Files.delete(archive);
    for (String content : List.of("", "not an archive")) {
      Files.writeString(archive, content);
      Sh.Result result = lamina("--version").ok();
      assertEquals(version, result.out());
      assertEquals("", result.err());
      assertEquals(content, Files.readString(archive));
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  @Test
  void a_cache_that_cannot_be_written_does_not_matter() throws IOException {
    Files.createFile(directory.resolve("ca che"));
    lamina("--version").ok();
  }

  @Test
  void it_finds_itself_through_links() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("b in"));
    Path first = Files.createSymbolicLink(bin.resolve("lamina"), launcher);
    Path second = Files.createSymbolicLink(directory.resolve("l"), Path.of("b in/lamina"));
    assertTrue(sh().run(first.toString(), "--version").ok().out().startsWith("lamina "));
    assertTrue(sh().run(second.toString(), "--version").ok().out().startsWith("lamina "));
    assertTrue(
        sh().run("sh", "-c", "cd 'b in' && sh lamina --version").ok().out().startsWith("lamina "));
  }

  @Test
  void names_outside_ascii_work_in_the_c_locale() throws IOException {
    Path context = Files.createDirectory(directory.resolve("c"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY d /\n");
    sh().run("sh", "-c", "mkdir c/d && printf x > c/d/\"$(printf 'z\\303\\274')\"").ok();
    sh().env("LC_ALL", "C").run(launcher.toString(), "build", "-q", "-t", "x", "c").ok();
  }

  @Test
  void a_closed_or_full_output_is_an_error() {
    sh().run("sh", "-c", "exec '" + launcher + "' --version >&-").exits(6);
    Sh.Result full = sh().run("sh", "-c", "exec '" + launcher + "' --version >/dev/full").exits(6);
    assertTrue(full.err().startsWith("error: writing to standard output: "), full.err());
    sh().run("sh", "-c", "exec '" + launcher + "' --version 2>&- <&-").ok();
  }

  @Test
  void an_old_or_missing_java_is_named() throws IOException {
    Path old = Files.createDirectories(directory.resolve("old/bin"));
    Files.createFile(
        old.resolve("java"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(directory.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    String err =
        sh().env("JAVA_HOME", directory.resolve("old").toString())
            .run(launcher.toString(), "--version")
            .exits(6)
            .err();
    assertTrue(err.contains("is Java 11.0.2, and lamina needs 17 or newer"), err);
    err = sh().env("JAVA_HOME", "/nowhere").run(launcher.toString(), "--version").exits(6).err();
    assertTrue(err.startsWith("error: JAVA_HOME: /nowhere/bin/java is not there"), err);
  }
}
