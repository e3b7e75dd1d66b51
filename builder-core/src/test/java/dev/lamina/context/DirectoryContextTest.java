package dev.lamina.context;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class DirectoryContextTest {
  @TempDir Path dir;

  private DirectoryContext context(String... ignored) throws IOException {
    DockerIgnore ignore = DockerIgnore.parse(String.join("\n", ignored).getBytes(UTF_8), "test");
    return DirectoryContext.open(dir, ignore, ContextOptions.at(7));
  }

  private Path write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static SourceNode node(DirectoryContext context, String path) throws IOException {
    SourceNode node = context.find(EntryPath.of(path));
    assertNotNull(node, path);
    return node;
  }

  private static ByteSource content(DirectoryContext context, String path) throws IOException {
    return assertInstanceOf(FileEntry.class, node(context, path).entry()).content();
  }

  private static String message(IOException failure) {
    return failure.getMessage() + "";
  }

  @Test
  void a_file_belongs_to_root_and_has_its_mode_and_the_source_date() throws IOException {
    Files.setAttribute(write("d/f", "text"), "unix:mode", 0104751);
    Metadata metadata = node(context(), "d/f").entry().metadata();
    assertEquals(Metadata.of(04751).withMtime(7), metadata);
    try (InputStream in = content(context(), "d/f").open()) {
      assertArrayEquals("text".getBytes(UTF_8), in.readAllBytes());
    }
  }

  @Test
  void git_modes_come_from_the_owners_execute_bit() throws IOException {
    Files.setAttribute(write("d/f", ""), "unix:mode", 0100664);
    Files.setAttribute(write("d/x", ""), "unix:mode", 0100700);
    Files.setAttribute(dir.resolve("d"), "unix:mode", 0042770);
    ContextOptions options = ContextOptions.at(0).withModes(ContextOptions.Modes.GIT);
    var context = DirectoryContext.open(dir, DockerIgnore.NONE, options);
    assertEquals(0644, node(context, "d/f").entry().metadata().mode());
    assertEquals(0755, node(context, "d/x").entry().metadata().mode());
    assertEquals(0755, node(context, "d").entry().metadata().mode());
  }

  @Test
  void times_are_kept_when_asked_for() throws IOException {
    FileTime time = FileTime.from(Instant.ofEpochSecond(1_000_000_000, 999_999_999));
    Files.setLastModifiedTime(write("f", ""), time);
    var context = DirectoryContext.open(dir, DockerIgnore.NONE, ContextOptions.preservingTimes());
    assertEquals(1_000_000_000, node(context, "f").entry().metadata().mtime());
  }

  @Test
  void a_link_out_of_the_context_leads_to_nothing(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(dir.resolve("file"), outside.resolve("secret"));
    Files.createSymbolicLink(dir.resolve("d"), outside);
    Files.createSymbolicLink(dir.resolve("up"), Path.of("../../../../../../etc/passwd"));
    DirectoryContext context = context();
    for (String path : List.of("file", "d/secret", "d", "up")) {
      assertThrows(NotFoundException.class, () -> context.resolve(EntryPath.of(path)), path);
    }
    assertNull(context.find(EntryPath.of("d/secret")));
    assertEquals(List.of(), context.list(EntryPath.of("d")));
    assertInstanceOf(SymlinkEntry.class, node(context, "file").entry());
  }

  @Test
  void a_root_that_is_a_link_is_followed(@TempDir Path other) throws IOException {
    write("f", "");
    Path link = Files.createSymbolicLink(other.resolve("link"), dir);
    var context = DirectoryContext.open(link, DockerIgnore.NONE, ContextOptions.at(0));
    assertEquals(Set.of("f"), Listings.paths(context));
    assertEquals(dir.toRealPath(), context.root());
  }

  @Test
  void a_root_that_is_missing_or_a_file_is_refused() throws IOException {
    Path file = write("f", "");
    ContextOptions options = ContextOptions.at(0);
    assertThrows(
        NotFoundException.class,
        () -> DirectoryContext.open(dir.resolve("nope"), DockerIgnore.NONE, options));
    assertThrows(
        RefusedInputException.class, () -> DirectoryContext.open(file, DockerIgnore.NONE, options));
  }

  @Test
  void a_pipe_is_a_pipe_and_never_opened() throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder("mkfifo", dir.resolve("pipe") + "").start().waitFor());
    assertInstanceOf(FifoEntry.class, node(context(), "pipe").entry());
  }

  @Test
  void a_file_that_became_a_pipe_is_not_opened() throws IOException, InterruptedException {
    Path file = write("f", "text");
    ByteSource content = content(context(), "f");
    Files.delete(file);
    assertEquals(0, new ProcessBuilder("mkfifo", file + "").start().waitFor());
    assertThrows(IOException.class, () -> content.open().close());
  }

  @Test
  void a_socket_is_an_empty_file() throws IOException {
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(dir.resolve("sock")));
      ByteSource content = content(context(), "sock");
      assertEquals(0, content.size());
      try (InputStream in = content.open()) {
        assertEquals(-1, in.read());
      }
    }
  }

  @Test
  void odd_names_are_listed_in_byte_order_and_found() throws IOException {
    List<EntryPath> names =
        List.of("a\n", "caf\u00c3\u00a9", "caf\u00e9", "\u00ff").stream()
            .map(name -> EntryPath.ofBytes(name.getBytes(ISO_8859_1)))
            .toList();
    for (EntryPath name : names) {
      Files.writeString(Fs.child(dir, name), "x");
    }
    assertEquals(names, context().list(EntryPath.ROOT));
    for (EntryPath name : names) {
      assertNotNull(context().find(name));
    }
  }

  @Test
  void the_names_of_one_file_have_one_inode() throws IOException {
    Path file = write("d/a", "x");
    Files.createLink(dir.resolve("h"), file);
    write("single", "");
    DirectoryContext context = context();
    assertNotNull(node(context, "h").inode());
    assertEquals(node(context, "d/a").inode(), node(context, "h").inode());
    assertNull(node(context, "single").inode());
    assertNull(node(context, "d").inode());
  }

  private enum Change {
    GROWN,
    SHRUNK,
    REWRITTEN,
    REPLACED,
    DELETED;

    void apply(Path file) throws IOException {
      switch (this) {
        case GROWN -> Files.writeString(file, "more", StandardOpenOption.APPEND);
        case SHRUNK -> Files.writeString(file, "x".repeat(10));
        case REWRITTEN -> Files.writeString(file, "y".repeat(100_000));
        case REPLACED -> {
          Files.delete(file);
          Files.writeString(file, "x".repeat(100_000));
        }
        case DELETED -> Files.delete(file);
      }
    }
  }

  @Test
  void a_file_that_changes_fails_the_build_whenever_it_does() throws IOException {
    for (Change change : Change.values()) {
      for (boolean whileOpen : new boolean[] {false, true}) {
        Path file = write("f", "x".repeat(100_000));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        ByteSource content = content(context(), "f");
        var failure =
            assertThrows(IOException.class, () -> readWith(content, file, change, whileOpen));
        assertEquals("file changed while being read: /f", message(failure), change.name());
      }
    }
  }

  private static void readWith(ByteSource content, Path file, Change change, boolean whileOpen)
      throws IOException {
    if (!whileOpen) {
      change.apply(file);
    }
    try (InputStream in = content.open()) {
      assertEquals('x', in.read());
      if (whileOpen) {
        change.apply(file);
      }
      // no more than was announced: nobody need ask for the end
      in.skipNBytes(content.size() - 1);
    }
  }

  @Test
  void a_file_of_size_zero_with_content_is_refused() throws IOException {
    var proc =
        DirectoryContext.open(Path.of("/proc/self"), DockerIgnore.NONE, ContextOptions.at(0));
    ByteSource status = content(proc, "status");
    assertEquals(0, status.size());
    assertThrows(IOException.class, () -> status.open().close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f", "d"})
  void what_cannot_be_read_is_named_unless_ignored(String name) throws IOException {
    assumeFalse("root".equals(System.getProperty("user.name")));
    write("f", "");
    write("d/x", "");
    Files.setPosixFilePermissions(dir.resolve(name), PosixFilePermissions.fromString("---------"));
    try {
      var failure = assertThrows(IOException.class, () -> readAll(context()));
      assertEquals("cannot read /" + name + " of the context: permission denied", message(failure));
      readAll(context(name));
    } finally {
      Files.setPosixFilePermissions(
          dir.resolve(name), PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void readAll(DirectoryContext context) throws IOException {
    for (String path : Listings.paths(context)) {
      if (node(context, path).entry() instanceof FileEntry file) {
        file.content().open().close();
      }
    }
  }

  @Test
  void a_deep_tree_is_walked() throws IOException {
    Path deep = dir;
    for (int i = 0; i < 300; i++) {
      deep = Files.createDirectory(deep.resolve("d"));
    }
    Files.writeString(deep.resolve("f"), "");
    assertEquals(301, Listings.paths(context()).size());
    assertEquals(301, Listings.paths(context("*", "!**/f")).size());
    assertEquals(Set.of(), Listings.paths(context("*", "!**/g")));
  }

  @Test
  void a_store_inside_is_refused_unless_ignored(@TempDir Path outside) throws IOException {
    Path store = dir.resolve("out/store");
    var failure =
        assertThrows(
            RefusedInputException.class, () -> context().requireOutside(store, "the store"));
    assertEquals("the store is inside the build context: " + store, message(failure));
    Files.createSymbolicLink(outside.resolve("in"), dir);
    assertThrows(
        RefusedInputException.class,
        () -> context().requireOutside(outside.resolve("in/store"), "the store"));
    assertThrows(RefusedInputException.class, () -> context("*").requireOutside(dir, "the store"));
    context("out").requireOutside(store, "the store");
    context().requireOutside(outside.resolve("store"), "the store");
  }

  private String dockerfile(@Nullable Path file) throws IOException {
    DockerfileSource source = DockerfileSource.find(dir, file);
    return source.name() + "=" + new String(source.bytes(), UTF_8);
  }

  @Test
  void the_dockerfile_is_the_one_given_or_the_first_of_the_usual_names(@TempDir Path outside)
      throws IOException {
    assertThrows(NotFoundException.class, () -> dockerfile(null));
    write("Containerfile", "c");
    assertEquals("Containerfile=c", dockerfile(null));
    write("dockerfile", "d");
    assertEquals("dockerfile=d", dockerfile(null));
    write("Dockerfile", "D");
    assertEquals("Dockerfile=D", dockerfile(null));
    Path other = Files.writeString(outside.resolve("Other"), "o");
    assertEquals(other + "=o", dockerfile(other));
    assertThrows(NotFoundException.class, () -> dockerfile(dir.resolve("nope")));
    assertThrows(RefusedInputException.class, () -> dockerfile(dir));
    assertThrows(RefusedInputException.class, () -> dockerfile(Path.of("/dev/zero")));
  }

  @Test
  void a_dockerfile_that_is_too_large_or_links_out_is_refused(@TempDir Path outside)
      throws IOException {
    write("Dockerfile", "#".repeat(DockerfileSource.MOST_BYTES));
    assertNotNull(dockerfile(null));
    write("Dockerfile", "#".repeat(DockerfileSource.MOST_BYTES + 1));
    assertThrows(RefusedInputException.class, () -> dockerfile(null));
    Files.delete(dir.resolve("Dockerfile"));
    Path secret = Files.writeString(outside.resolve("secret"), "s");
    Files.createSymbolicLink(dir.resolve("Dockerfile"), secret);
    assertThrows(RefusedInputException.class, () -> dockerfile(null));
  }

  @Test
  void an_ignored_dockerfile_is_found_but_not_seen() throws IOException {
    write("sub/Dockerfile", "FROM scratch");
    DirectoryContext context = context("**");
    assertArrayEquals(
        "FROM scratch".getBytes(UTF_8), context.dockerfile(EntryPath.of("sub/Dockerfile")).bytes());
    assertNull(context.find(EntryPath.of("sub/Dockerfile")));
  }
}
