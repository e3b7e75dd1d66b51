package dev.lamina.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.Image;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.PlatformMatcher;
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
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADD of archives, after the section on extraction of {@code docs/dockerfile.md}. */
class AddArchiveTest {
  @TempDir Path scratch;

  @Test
  void entries_keep_owner_mode_time_and_links() throws Exception {
    Archive archive =
        new Archive()
            .directory("d/", 0750, "3:4")
            .file("d/f", 04711, "3:4", "F")
            .symlink("l", "d/f")
            .hardLink("h", "d/f", 04711, "3:4");
    assertTree(
        build("ADD a.tar /x", archive.bytes()),
        "d 0755 0:0 x",
        "d 0750 3:4 x/d",
        "f 04711 3:4 x/d/f F",
        "f 04711 3:4 x/h F",
        "l 0777 0:0 x/l d/f");
  }

  @Test
  void a_compressed_archive_is_told_by_its_content() throws Exception {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(new Archive().file("f", 0644, "0:0", "F").bytes());
    }
    assertTree(build("ADD a.tar /", gzip.toByteArray()), "f 0644 0:0 f F");
  }

  @Test
  void what_is_no_archive_is_copied() throws Exception {
    assertTree(build("ADD a.tar /x", "not a tar".getBytes(UTF_8)), "f 0644 0:0 x not a tar");
    assertTree(build("ADD a.tar /x", new byte[0]), "f 0644 0:0 x");
  }

  @Test
  void the_beginning_of_a_compressed_file_is_no_archive_either() throws Exception {
    for (String begin : List.of("1f8b08", "425a68", "425a6839", "fd377a585a00", "28b52ffd")) {
      List<String> tree = build("ADD a.tar /x", HexFormat.of().parseHex(begin));
      assertTrue(tree.get(0).startsWith("f 0644 0:0 x "), begin);
    }
  }

  @Test
  void copy_and_unpack_false_leave_archives_alone() throws Exception {
    byte[] archive = new Archive().file("f", 0644, "0:0", "F").bytes();
    for (String line : List.of("COPY a.tar /x/", "ADD --unpack=false a.tar /x/")) {
      List<String> tree = build(line, archive);
      assertTrue(tree.get(1).startsWith("f 0644 0:0 x/a.tar "), line);
    }
  }

  @Test
  void the_root_entry_does_not_change_the_destination() throws Exception {
    Archive archive = new Archive().directory("X/", 0700, "9:9").file("f", 0644, "3:4", "F");
    byte[] bytes = renamed(archive.bytes(), "X/", "./");
    assertTree(build("ADD a.tar /x", bytes), "d 0755 0:0 x", "f 0644 3:4 x/f F");
  }

  @Test
  void names_that_climb_stop_at_the_destination() throws Exception {
    Archive archive =
        new Archive().file("../../up", 0644, "0:0", "a").file("Xabs", 0644, "0:0", "b");
    byte[] bytes = renamed(archive.bytes(), "Xabs", "/abs");
    assertTree(
        build("ADD a.tar /x", bytes), "d 0755 0:0 x", "f 0644 0:0 x/abs b", "f 0644 0:0 x/up a");
  }

  @Test
  void a_link_inside_the_archive_does_not_lead_out_of_the_destination() throws Exception {
    Archive archive =
        new Archive()
            .directory("tmp/", 0755, "0:0")
            .symlink("ev", "/tmp")
            .file("ev/in", 0644, "0:0", "x");
    assertTree(
        build("ADD a.tar /x", archive.bytes()),
        "d 0755 0:0 x",
        "l 0777 0:0 x/ev /tmp",
        "d 0755 0:0 x/tmp",
        "f 0644 0:0 x/tmp/in x");
  }

  @Test
  void a_parent_that_is_a_link_to_nothing_is_an_error() {
    Archive archive = new Archive().symlink("ev", "/gone").file("ev/in", 0644, "0:0", "x");
    DockerfileException e =
        assertThrows(DockerfileException.class, () -> build("ADD a.tar /x", archive.bytes()));
    assertEquals(
        "\"/gone\": not found (through the link /ev -> /gone)", e.problems().get(0).message());
  }

  @Test
  void implied_parents_are_made_and_the_last_of_two_entries_counts() throws Exception {
    Archive archive =
        new Archive().file("a/b/c", 0644, "3:4", "old").file("a/b/c", 0600, "5:6", "new");
    assertTree(
        build("ADD a.tar /", archive.bytes()),
        "d 0755 0:0 a",
        "d 0755 0:0 a/b",
        "f 0600 5:6 a/b/c new");
  }

  @Test
  void a_directory_gives_way_to_a_file_and_a_file_to_a_directory() throws Exception {
    Archive archive =
        new Archive()
            .directory("d/", 0755, "0:0")
            .file("d/gone", 0644, "0:0", "x")
            .file("d", 0644, "0:0", "now a file")
            .file("f", 0644, "0:0", "x")
            .directory("f/", 0700, "0:0");
    assertTree(build("ADD a.tar /", archive.bytes()), "f 0644 0:0 d now a file", "d 0700 0:0 f");
  }

  @Test
  void chown_counts_for_everything_and_chmod_for_nothing() throws Exception {
    Archive archive = new Archive().directory("d/", 0750, "3:4").file("d/f", 0640, "3:4", "F");
    assertTree(
        build("ADD --chown=7:8 --chmod=777 a.tar /x", archive.bytes()),
        "d 0755 7:8 x",
        "d 0750 7:8 x/d",
        "f 0640 7:8 x/d/f F");
  }

  @Test
  void names_that_would_delete_are_refused_with_the_line() {
    byte[] archive = new Archive().file("d/.wh.f", 0644, "0:0", "x").bytes();
    RefusedInputException e =
        assertThrows(RefusedInputException.class, () -> build("ADD a.tar /", archive));
    assertEquals(
        "Dockerfile:2:1: archive holds /d/.wh.f:"
            + " names that begin with .wh. delete files in layers",
        e.getMessage());
  }

  @Test
  void directories_whose_names_would_delete_are_refused_though_no_entry_names_them() {
    byte[] archive = new Archive().file("d/.wh.sub/f", 0644, "0:0", "x").bytes();
    RefusedInputException e =
        assertThrows(RefusedInputException.class, () -> build("ADD a.tar /", archive));
    assertEquals(
        "Dockerfile:2:1: /d/.wh.sub: names that begin with .wh. delete files in layers",
        e.getMessage());
  }

  @Test
  void a_hard_link_to_nothing_is_refused() {
    byte[] archive = new Archive().hardLink("h", "../../etc/passwd", 0644, "0:0").bytes();
    assertThrows(RefusedInputException.class, () -> build("ADD a.tar /x", archive));
  }

  @Test
  void a_cut_archive_is_refused() {
    byte[] archive = new Archive().file("f", 0644, "0:0", "x".repeat(2000)).bytes();
    byte[] cut = Arrays.copyOf(archive, 1500);
    assertThrows(RefusedInputException.class, () -> build("ADD a.tar /x", cut));
  }

  private List<String> build(String line, byte[] archive) throws IOException, DockerfileException {
    MemoryImages images = new MemoryImages();
    BuildRequest request =
        BuildRequest.builder(
                DockerfileSource.of("Dockerfile", "FROM scratch\n" + line + "\n"),
                MemoryContext.builder().file("a.tar", 0644, archive).build())
            .build();
    BuildResult result =
        new ImageBuilder(images, images, () -> scratch, ProgressListener.NONE, Cancellation.NONE)
            .build(request);
    Image image =
        Image.read(images, result.root(), new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM));
    return Trees.walk(
        FileTree.of(
            List.of(
                LayerIndex.read(
                    images,
                    image.manifest().layers().get(0),
                    image.config().value().rootFs().diffIds().get(0),
                    "layer"))));
  }

  /** Gives an entry a name of the same length that our writer would not write. */
  private static byte[] renamed(byte[] tar, String from, String to) {
    String latin1 = new String(tar, ISO_8859_1);
    int header = latin1.indexOf(from + "\0");
    assertEquals(0, header % 512);
    System.arraycopy(to.getBytes(UTF_8), 0, tar, header, to.length());
    Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int i = header; i < header + 512; i++) {
      sum += tar[i] & 0xff;
    }
    String checksum = String.format(Locale.ROOT, "%06o", sum) + "\0 ";
    System.arraycopy(checksum.getBytes(UTF_8), 0, tar, header + 148, 8);
    return tar;
  }

  private static void assertTree(List<String> tree, String... lines) {
    assertEquals(List.of(lines), new ArrayList<>(tree));
  }

  /** Makes an archive, names as they are given. */
  private static final class Archive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarWriter tar = new TarWriter(bytes);

    Archive directory(String name, int mode, String owner) {
      return add(header(TarType.DIRECTORY, name, mode, owner), "");
    }

    Archive file(String name, int mode, String owner, String content) {
      return add(header(TarType.FILE, name, mode, owner).size(content.length()), content);
    }

    Archive symlink(String name, String target) {
      return add(header(TarType.SYMLINK, name, 0777, "0:0").linkName(target.getBytes(UTF_8)), "");
    }

    Archive hardLink(String name, String target, int mode, String owner) {
      return add(header(TarType.HARD_LINK, name, mode, owner).linkName(target.getBytes(UTF_8)), "");
    }

    private static TarHeader.Builder header(TarType type, String name, int mode, String owner) {
      String[] ids = owner.split(":", -1);
      return TarHeader.builder(type, name.getBytes(UTF_8))
          .mode(mode)
          .owner(Long.parseLong(ids[0]), Long.parseLong(ids[1]));
    }

    private Archive add(TarHeader.Builder header, String content) {
      try {
        if (content.isEmpty()) {
          tar.add(header.build());
        } else {
          tar.add(header.build(), new ByteArrayInputStream(content.getBytes(UTF_8)));
        }
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    byte[] bytes() {
      try {
        tar.finish();
        return bytes.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
