package dev.lamina.filetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.lamina.digest.Digest;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileTreeTest {
  @Test
  void an_upper_layer_replaces_files_and_merges_directories() throws IOException {
    FileTree tree =
        tree(
            layer("d 700 0:0 d", "f 644 0:0 d/a old", "f 644 0:0 d/b kept"),
            layer("d 755 1:1 d", "f 600 0:0 d/a new"));
    assertTree(tree, "d 0755 1:1 d", "f 0600 0:0 d/a new", "f 0644 0:0 d/b kept");
  }

  @Test
  void a_whiteout_hides_lower_files_only() throws IOException {
    FileTree tree =
        tree(
            layer("d 755 0:0 d", "f 644 0:0 d/a old", "f 644 0:0 d/b old"),
            layer("f 644 0:0 d/a new", "f 644 0:0 d/.wh.a", "f 644 0:0 d/.wh.b"));
    assertTree(tree, "d 0755 0:0 d", "f 0644 0:0 d/a new");
  }

  @Test
  void an_opaque_marker_hides_lower_files_wherever_it_stands() throws IOException {
    FileTree tree =
        tree(
            layer("d 755 0:0 d", "d 755 0:0 d/s", "f 644 0:0 d/s/x old"),
            layer("f 644 0:0 d/s/y new", "f 644 0:0 d/.wh..wh..opq"));
    assertTree(tree, "d 0755 0:0 d", "d 0755 0:0 d/s", "f 0644 0:0 d/s/y new");
  }

  @Test
  void a_whiteout_of_something_absent_does_nothing() throws IOException {
    assertTree(tree(layer("f 644 0:0 .wh.gone", "f 644 0:0 a x")), "f 0644 0:0 a x");
  }

  @Test
  void a_whiteout_below_a_file_or_in_a_loop_of_links_does_nothing() throws IOException {
    assertTree(
        tree(
            layer("f 644 0:0 a x", "l 777 0:0 l l"),
            layer("f 644 0:0 a/b/.wh.c", "f 644 0:0 a/.wh..wh..opq", "f 644 0:0 l/.wh.c")),
        "f 0644 0:0 a x",
        "l 0777 0:0 l l");
  }

  @Test
  void a_whiteout_that_names_nothing_is_refused() {
    for (String name : List.of(".wh.", ".wh..", ".wh...")) {
      assertThrows(RefusedInputException.class, () -> tree(layer("f 644 0:0 " + name)), name);
    }
  }

  @Test
  void markers_of_other_tools_are_ignored() throws IOException {
    assertTree(tree(layer("f 644 0:0 .wh..wh.plnk", "f 644 0:0 a x")), "f 0644 0:0 a x");
  }

  @Test
  void what_lies_in_a_reserved_directory_can_be_linked_to_and_does_not_show() throws IOException {
    assertTree(
        tree(
            layer(
                "d 700 0:0 .wh..wh.plnk",
                "f 644 0:0 .wh..wh.plnk/12.3 x",
                "h 644 0:0 a /.wh..wh.plnk/12.3",
                "f 644 0:0 d/.wh.sub/f y")),
        "f 0644 0:0 a x",
        "d 0755 0:0 d");
  }

  @Test
  void whiteouts_in_a_directory_that_replaces_a_link_do_not_go_through_the_link()
      throws IOException {
    assertTree(
        tree(
            layer("d 755 0:0 real", "f 644 0:0 real/x x", "l 777 0:0 link real"),
            layer("d 755 0:0 link", "f 644 0:0 link/.wh.x", "f 644 0:0 link/.wh..wh..opq")),
        "d 0755 0:0 link",
        "d 0755 0:0 real",
        "f 0644 0:0 real/x x");
  }

  @Test
  void an_entry_behind_a_link_lands_inside_the_root() throws IOException {
    FileTree tree = tree(layer("d 755 0:0 etc", "l 777 0:0 s /etc"), layer("f 644 0:0 s/passwd x"));
    assertTree(tree, "d 0755 0:0 etc", "f 0644 0:0 etc/passwd x", "l 0777 0:0 s /etc");
  }

  @Test
  void a_link_that_climbs_stops_at_the_root() throws IOException {
    FileTree tree = tree(layer("l 777 0:0 s ../../../tmp"), layer("f 644 0:0 s/x y"));
    assertTree(tree, "l 0777 0:0 s ../../../tmp", "d 0755 0:0 tmp", "f 0644 0:0 tmp/x y");
  }

  @Test
  void a_directory_that_becomes_a_link_takes_later_files_with_it() throws IOException {
    FileTree tree =
        tree(layer("d 755 0:0 d", "f 644 0:0 d/old x", "l 777 0:0 d /e", "f 644 0:0 d/x y"));
    assertTree(tree, "l 0777 0:0 d /e", "d 0755 0:0 e", "f 0644 0:0 e/x y");
  }

  @Test
  void a_file_that_is_used_as_a_directory_is_replaced() throws IOException {
    FileTree tree = tree(layer("f 644 0:0 a x", "f 644 0:0 a/b y"));
    assertTree(tree, "d 0755 0:0 a", "f 0644 0:0 a/b y");
  }

  @Test
  void hard_links_share_content_whichever_comes_first() throws IOException {
    FileTree tree = tree(layer("h 600 0:0 a b", "h 600 0:0 z a", "f 600 0:0 b x"));
    assertTree(tree, "f 0600 0:0 a x", "f 0600 0:0 b x", "f 0600 0:0 z x");
    assertEquals(inode(tree, "a"), inode(tree, "z"));
  }

  @Test
  void a_long_chain_of_hard_links_takes_no_longer_when_it_is_written_backwards() throws Exception {
    int length = 20_000;
    String[] lines = new String[length];
    for (int i = 0; i < length - 1; i++) {
      // each names the next, of which the last alone is a file, and stands first
      lines[i + 1] = "h 644 0:0 n" + i + " n" + (i + 1);
    }
    lines[0] = "f 644 0:0 n" + (length - 1) + " x";
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertEquals(length, tree(layer(lines)).list(EntryPath.ROOT).size()));
  }

  @Test
  void links_behind_links_deep_in_a_tree_take_no_time() throws Exception {
    String deep = "d/".repeat(2000);
    String[] lines = {
      "l 777 0:0 l .", "f 644 0:0 l/" + deep + "f x", "f 644 0:0 l/l/" + deep + "g x"
    };
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertEquals(2, tree(layer(lines)).list(EntryPath.of(deep)).size()));
  }

  @Test
  void a_hard_link_to_nothing_is_refused() {
    RefusedInputException e =
        assertThrows(RefusedInputException.class, () -> tree(layer("h 600 0:0 a ../../etc/x")));
    assertEquals(
        "hard link target not in image: /a -> /etc/x in layer " + DESCRIPTOR.digest(),
        e.getMessage());
    assertThrows(RefusedInputException.class, () -> tree(layer("h 600 0:0 a a")));
    assertThrows(RefusedInputException.class, () -> tree(layer("d 755 0:0 d", "h 600 0:0 a d")));
  }

  @Test
  void a_loop_of_links_ends() {
    RefusedInputException e =
        assertThrows(
            RefusedInputException.class,
            () -> tree(layer("l 777 0:0 a b", "l 777 0:0 b a", "f 644 0:0 a/x y")));
    assertEquals("too many symlinks: /a", e.getMessage());
  }

  @Test
  void a_place_follows_links_and_takes_what_is_missing_as_written() throws IOException {
    FileTree tree =
        tree(layer("d 755 0:0 r", "l 777 0:0 l r", "l 777 0:0 gone /n/../deep", "f 644 0:0 f x"));
    assertEquals(EntryPath.of("r/new/file"), tree.place(EntryPath.of("l/new/file")));
    assertEquals(EntryPath.of("deep/x"), tree.place(EntryPath.of("gone/x")));
    assertThrows(RefusedInputException.class, () -> tree.place(EntryPath.of("f/x")));
  }

  private static final Descriptor DESCRIPTOR =
      Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(new byte[0]), 0);

  private static LayerIndex layer(String... lines) {
    return new LayerIndex(DESCRIPTOR, Trees.entries(lines));
  }

  private static FileTree tree(LayerIndex... layers) throws RefusedInputException {
    return FileTree.of(List.of(layers));
  }

  private static Object inode(FileTree tree, String path) {
    var node = tree.find(EntryPath.of(path));
    assertNotNull(node);
    return String.valueOf(node.inode());
  }

  private static void assertTree(FileTree tree, String... lines) throws IOException {
    assertEquals(List.of(lines), Trees.walk(tree));
  }
}
