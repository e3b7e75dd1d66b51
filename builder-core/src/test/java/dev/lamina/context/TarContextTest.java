package dev.lamina.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarContextTest {
  @TempDir Path scratch;

  private final Scratch space = new Scratch(() -> scratch);

  @AfterEach
  void closeScratch() throws IOException {
    space.close();
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarWriter tar = new TarWriter(bytes);

  private void file(String name, String text) throws IOException {
    byte[] content = text.getBytes(UTF_8);
    TarHeader header = header(TarType.FILE, name).owner(3, 4).size(content.length).build();
    tar.add(header, new ByteArrayInputStream(content));
  }

  private void link(TarType type, String name, String target) throws IOException {
    tar.add(header(type, name).linkName(target.getBytes(UTF_8)).build());
  }

  private static TarHeader.Builder header(TarType type, String name) {
    return TarHeader.builder(type, name.getBytes(UTF_8)).mode(0640).mtime(99);
  }

  private BuildContext context() throws IOException {
    tar.finish();
    ContextOptions options = ContextOptions.at(7);
    var in = new ByteArrayInputStream(bytes.toByteArray());
    return TarContext.read(in, space, options, warning -> {});
  }

  private static SourceNode node(BuildContext context, String path) throws IOException {
    SourceNode node = context.find(EntryPath.of(path));
    assertNotNull(node);
    return node;
  }

  private static String text(BuildContext context, String path) throws IOException {
    FileEntry file = assertInstanceOf(FileEntry.class, node(context, path).entry());
    try (InputStream in = file.content().open()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void files_links_and_implied_directories_are_there() throws IOException {
    file("Dockerfile", "FROM scratch");
    file("a/b/f", "text");
    link(TarType.HARD_LINK, "h", "a/b/f");
    link(TarType.SYMLINK, "l", "../a");
    file("last", "end");
    BuildContext context = context();
    assertEquals("[Dockerfile, a, a/b, a/b/f, h, l, last]", Listings.paths(context) + "");
    assertEquals("text", text(context, "h"));
    assertEquals("end", text(context, "last"));
    assertEquals(Metadata.of(0640).withMtime(7), node(context, "h").entry().metadata());
    assertEquals("/a/b/f", node(context, "h").inode());
    assertEquals("/a/b/f", node(context, "a/b/f").inode());
    assertEquals("/a/b/f", context.resolve(EntryPath.of("l/b/f")).toString());
    assertArrayEquals("FROM scratch".getBytes(UTF_8), context.dockerfile(null).bytes());
  }

  @Test
  void what_the_tar_command_makes_of_a_directory_is_read(@TempDir Path dir) throws IOException {
    Files.createDirectory(dir.resolve("d"));
    Files.writeString(dir.resolve("d/f"), "text");
    Process process = new ProcessBuilder("tar", "-C", dir + "", "-cf", "-", ".").start();
    ContextOptions options = ContextOptions.at(0);
    BuildContext context = TarContext.read(process.getInputStream(), space, options, warning -> {});
    assertEquals("[d, d/f]", Listings.paths(context) + "");
    assertEquals("text", text(context, "d/f"));
  }

  @Test
  void a_compressed_archive_is_read() throws IOException {
    file("f", "text");
    tar.finish();
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      bytes.writeTo(gzip);
    }
    var in = new ByteArrayInputStream(packed.toByteArray());
    BuildContext context = TarContext.read(in, space, ContextOptions.preservingTimes(), w -> {});
    assertEquals("text", text(context, "f"));
    assertEquals(99, node(context, "f").entry().metadata().mtime());
  }

  @Test
  void a_name_that_climbs_is_refused() throws IOException {
    file("a/../../f", "");
    assertThrows(RefusedInputException.class, this::context);
  }

  @Test
  void a_file_below_a_file_is_refused() throws IOException {
    link(TarType.SYMLINK, "a", "/etc");
    file("a/passwd", "");
    assertThrows(RefusedInputException.class, this::context);
  }

  @Test
  void a_hard_link_to_nothing_is_refused() throws IOException {
    link(TarType.HARD_LINK, "a", "b");
    assertThrows(RefusedInputException.class, this::context);
  }
}
