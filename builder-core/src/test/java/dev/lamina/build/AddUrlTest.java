package dev.lamina.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.entry.SourceNode;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.image.Image;
import dev.lamina.image.ImageFinder;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.EntryPath;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import dev.lamina.testing.Trees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADD of URLs; the numbers are those of the catalogue. */
class AddUrlTest {
  private static final byte[] TEXT = "text\n".getBytes(UTF_8);

  @TempDir Path scratch;

  private final Map<String, byte[]> web = new TreeMap<>(Map.of("http://h/u.txt", TEXT));
  private long modified = -1;
  private final List<String> asked = new ArrayList<>();

  /** A file of 9 November 2004. */
  @SuppressWarnings("ArrayRecordComponent") // bytes that nobody compares
  private record Served(byte[] bytes) implements RemoteFiles.RemoteFile {
    @Override
    public InputStream content() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public long modified() {
      return 1_100_000_000;
    }

    @Override
    public void close() {}
  }

  private RemoteFiles.RemoteFile fetch(URI address, @Nullable Digest checksum) throws IOException {
    asked.add(address.toString());
    byte[] bytes = web.get(address.toString());
    if (bytes == null) {
      throw new NotFoundException("invalid response status 404");
    }
    return new Served(bytes);
  }

  private List<String> build(String lines) throws IOException, DockerfileException {
    return build(lines, this::fetch);
  }

  private List<String> build(String lines, RemoteFiles remote)
      throws IOException, DockerfileException {
    MemoryImages images = new MemoryImages();
    BuildRequest request =
        BuildRequest.builder(
                DockerfileSource.of("Dockerfile", "FROM scratch\n" + lines + "\n"),
                MemoryContext.builder().file("file", 0644, TEXT).build())
            .build();
    BuildResult result =
        new ImageBuilder(
                ImageFinder.in(images),
                images,
                images,
                remote,
                LayerIndexCache.NONE,
                dev.lamina.cache.BuildCache.none(),
                () -> scratch,
                2,
                ProgressListener.NONE,
                Cancellation.NONE)
            .build(request);
    Image image =
        Image.read(images, result.root(), new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM));
    List<LayerIndex> layers = new ArrayList<>();
    for (int i = 0; i < image.manifest().layers().size(); i++) {
      layers.add(
          LayerIndex.read(
              images,
              image.manifest().layers().get(i),
              image.config().value().rootFs().diffIds().get(i),
              "layer"));
    }
    FileTree tree = FileTree.of(layers);
    SourceNode file = tree.find(EntryPath.of("d/u.txt"));
    modified = file == null ? -1 : file.entry().metadata().mtime();
    return Trees.walk(tree);
  }

  private static void assertTree(List<String> tree, String... lines) {
    assertEquals(List.of(lines), tree);
  }

  @Test
  void url_01_a_file_is_private_and_as_old_as_its_server_says()
      throws IOException, DockerfileException {
    assertTree(
        build("ADD http://h/u.txt /d/\nADD http://h/u.txt /d/n"),
        "d 0755 0:0 d",
        "f 0600 0:0 d/n text\\n",
        "f 0600 0:0 d/u.txt text\\n");
    assertEquals(1_100_000_000, modified);
  }

  @Test
  void url_02_and_03_owner_and_mode_can_be_chosen() throws IOException, DockerfileException {
    assertTree(
        build("ADD --chown=5:6 --chmod=644 http://h/u.txt /d/"),
        "d 0755 5:6 d",
        "f 0644 5:6 d/u.txt text\\n");
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes)) {
      tar.add(
          TarHeader.builder(TarType.FILE, "foo".getBytes(UTF_8))
              .mode(0644)
              .size(TEXT.length)
              .build(),
          new ByteArrayInputStream(TEXT));
      tar.finish();
    }
    return bytes.toByteArray();
  }

  @Test
  void url_04_and_11_archives_are_unpacked_only_when_asked_for()
      throws IOException, DockerfileException {
    web.put("http://h/a.tar", archive());
    List<String> kept = build("ADD http://h/a.tar /d/");
    assertEquals(2, kept.size());
    assertTrue(kept.get(1).startsWith("f 0600 0:0 d/a.tar "), kept::toString);
    assertTree(
        build("ADD --unpack=true http://h/a.tar /d/"), "d 0755 0:0 d", "f 0644 0:0 d/foo text\\n");
  }

  @Test
  void url_05_and_06_the_name_is_the_last_part_of_the_path()
      throws IOException, DockerfileException {
    web.put("http://h/u%20v.txt?x=1/2#frag/ment", TEXT);
    web.put("http://h/", TEXT);
    assertTree(
        build("ADD http://h/u%20v.txt?x=1/2#frag/ment /d/\nADD http://h/ /d/\nADD http://h/ /f"),
        "d 0755 0:0 d",
        "f 0600 0:0 d/__unnamed__ text\\n",
        "f 0600 0:0 d/u\\x20v.txt text\\n",
        "f 0600 0:0 f text\\n");
  }

  @Test
  void url_08_urls_and_files_mix() throws IOException, DockerfileException {
    assertTree(
        build("ARG V=u\nADD http://h/${V}.txt file /d/"),
        "d 0755 0:0 d",
        "f 0644 0:0 d/file text\\n",
        "f 0600 0:0 d/u.txt text\\n");
  }

  @Test
  void url_09_capitals_make_a_path() {
    assertThrows(DockerfileException.class, () -> build("ADD HTTP://h/u.txt /d/"));
    assertEquals(List.of(), asked);
  }

  @Test
  void url_10_a_checksum_is_compared_with_what_came() throws IOException, DockerfileException {
    Digest good = Digest.sha256(TEXT);
    build("ADD --checksum=" + good + " http://h/u.txt /d/");
    build("ARG D=" + good.hex() + "\nADD --checksum=sha256:$D http://h/u.txt /d/");
    web.put("http://h/u.txt?secret", TEXT);
    Digest bad = Digest.sha256(new byte[0]);
    ContentMismatchException e =
        assertThrows(
            ContentMismatchException.class,
            () -> build("ADD --checksum=" + bad + " http://h/u.txt?secret /d/"));
    assertEquals("digest mismatch " + good + ": " + bad + " (http://h/u.txt)", e.getMessage());
    for (String wrong : List.of("md5:00", "unknown:00", "00", "sha256:00")) {
      asked.clear();
      assertThrows(
          DockerfileException.class, () -> build("ADD --checksum=" + wrong + " http://h/u.txt /"));
      assertEquals(List.of(), asked);
    }
  }

  @Test
  void what_cannot_be_fetched_ends_the_build() {
    assertThrows(DockerfileException.class, () -> build("ADD http://h/nothing /d/"));
    assertThrows(
        RefusedInputException.class, () -> build("ADD http://h/u.txt /d/", RemoteFiles.NONE));
  }

  @Test
  void a_secret_in_an_address_is_refused_and_not_told() {
    DockerfileException e =
        assertThrows(DockerfileException.class, () -> build("ADD http://me:secret@h/u.txt /"));
    String message = e.problems().get(0).message();
    assertEquals("not a URL that can be fetched: http://h/u.txt", message);
    assertFalse(message.contains("secret"));
  }
}
