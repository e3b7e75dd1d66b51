package dev.lamina;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.lamina.testing.Golden;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code docs/library.md} is a program; it compiles and does what the page says. */
class LibraryPageTest {
  @TempDir Path directory;

  @Test
  void the_example_of_the_library_page_compiles_and_runs() throws Exception {
    String page = Files.readString(Golden.testdata().resolveSibling("docs/library.md"));
    String fence = "```java\n";
    int start = page.indexOf(fence) + fence.length();
    Path source = directory.resolve("Example.java");
    Files.writeString(source, page.substring(start, page.indexOf("```", start)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertNotNull(compiler);
    assertEquals(
        0,
        compiler.run(
            null,
            null,
            null,
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            directory.toString(),
            source.toString()));
    List<String> printed = run().lines().toList();
    assertEquals("step 1/3: COPY --chown=1000:1000 site /srv/www", printed.get(0));
    assertEquals("image sha256:", printed.get(3).substring(0, 13));
    assertEquals("loaded docker.io/example/site:1.0 sha256:", printed.get(4).substring(0, 41));
    assertEquals("user files in 2 layers", printed.get(5));
  }

  private String run() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        PrintStream capture = new PrintStream(printed, true, UTF_8)) {
      System.setOut(capture);
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {directory.toString()});
    } finally {
      System.setOut(out);
    }
    return printed.toString(UTF_8);
  }
}
