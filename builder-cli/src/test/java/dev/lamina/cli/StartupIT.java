package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Golden;
import dev.lamina.testing.Sh;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes the launcher's JVM loads: what a start costs, in numbers that no machine sways. */
class StartupIT {
  private static final List<String> NEVER_AT_A_START =
      List.of(
          "com.google.",
          "org.apache.",
          "java.net.http.",
          "org.tukaani.",
          "com.github.luben.",
          "com.fasterxml.jackson.databind.");

  @TempDir static Path directory;

  private static final String HELLO =
      Golden.testdata().resolve("build/hello").toAbsolutePath().normalize().toString();

  @BeforeAll
  static void build_hello_once() {
    run("", "build", "-q", "-t", "hello", HELLO);
  }

  private static Sh.Result run(String javaOptions, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(HELLO, "../../../builder-cli/bin/lamina").normalize().toString());
    line.addAll(List.of(arguments));
    return Sh.in(directory)
        .env("XDG_CACHE_HOME", directory.resolve("cache").toString())
        .env("LAMINA_STORE", directory.resolve("store").toString())
        .env("LAMINA_JAVA_OPTS", javaOptions)
        .run(line)
        .ok();
  }

  private static List<String> loadedBy(String... arguments) {
    List<String> classes = new ArrayList<>();
    for (String line : run("-Xlog:class+load:stderr:none", arguments).err().split("\n", -1)) {
      classes.add(line.split(" ", 2)[0]);
    }
    for (String name : classes) {
      NEVER_AT_A_START.forEach(never -> assertTrue(!name.startsWith(never), name));
    }
    assertTrue(classes.contains("dev.lamina.cli.Main"), classes::toString);
    return classes;
  }

  private static List<String> of(List<String> classes, String part) {
    return classes.stream().filter(name -> name.contains(part)).toList();
  }

  /** No more than {@code most} of the command, the library and what they are made of. */
  private static void assertAtMost(int most, List<String> classes) {
    List<String> ours = new ArrayList<>(of(classes, "dev.lamina."));
    ours.addAll(of(classes, "picocli."));
    ours.addAll(of(classes, "com.fasterxml."));
    assertTrue(
        ours.size() <= most, () -> ours.size() + " classes, more than " + most + ": " + ours);
  }

  @Test
  void the_version_needs_a_handful_of_classes() {
    List<String> classes = loadedBy("--version");
    assertAtMost(20, classes);
    assertEquals(List.of(), of(classes, "picocli."));
  }

  @Test
  void a_list_of_images_needs_no_annotations_and_no_builder() {
    List<String> classes = loadedBy("images");
    assertAtMost(450, classes);
    assertEquals(List.of(), of(classes, "$Proxy"));
    assertEquals(List.of(), of(classes, "dev.lamina.plan."));
    assertEquals(List.of(), of(classes, "java.lang.runtime.ObjectMethods"));
  }

  @Test
  void a_build_that_changes_nothing_needs_no_registry_and_no_foreign_archive() {
    List<String> classes = loadedBy("build", "-q", "-t", "hello", HELLO);
    assertAtMost(950, classes);
    assertEquals(List.of(), of(classes, "$Proxy"));
    assertEquals(List.of(), of(classes, "java.lang.runtime.ObjectMethods"));
  }
}
