package dev.lamina.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.NotFoundException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryContextTest {
  private static final byte[] BYTES = "x".getBytes(UTF_8);

  @Test
  void files_are_listed_in_byte_order_with_the_directories_they_need() throws IOException {
    MemoryContext context =
        MemoryContext.builder()
            .mtime(5)
            .file("b/c/f", 0640, BYTES)
            .file("/a-", 0644, BYTES)
            .file("a/../a/z", 0644, BYTES)
            .directory("b", 01777)
            .symlink("link", "b/c")
            .build();
    assertEquals("[a, a-, a/z, b, b/c, b/c/f, link]", Listings.paths(context) + "");
    List<EntryPath> names = context.list(EntryPath.ROOT);
    assertEquals("[/a, /a-, /b, /link]", names + "");
    SourceNode made = context.find(EntryPath.of("b/c"));
    assertNotNull(made);
    assertEquals(Metadata.of(0755).withMtime(5), made.entry().metadata());
    assertEquals(EntryPath.of("b/c/f"), context.resolve(EntryPath.of("link/f")));
  }

  @Test
  void a_file_below_a_file_is_a_mistake() {
    var builder = MemoryContext.builder().file("a", 0644, BYTES).file("a/b", 0644, BYTES);
    assertThrows(IllegalArgumentException.class, builder::build);
    assertThrows(
        IllegalArgumentException.class, () -> MemoryContext.builder().file(".", 0644, BYTES));
  }

  @Test
  void an_ignored_dockerfile_is_found_but_not_seen() throws IOException {
    DockerIgnore all = DockerIgnore.parse("*".getBytes(UTF_8), "test");
    MemoryContext context =
        MemoryContext.builder().file("Containerfile", 0644, BYTES).ignore(all).build();
    assertNull(context.find(EntryPath.of("Containerfile")));
    assertArrayEquals(BYTES, context.dockerfile(null).bytes());
    assertEquals("Containerfile", context.dockerfile(null).name());
    assertThrows(NotFoundException.class, () -> context.dockerfile(EntryPath.of("Other")));
  }
}
