package dev.lamina.filetree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.testing.Trees;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeDiffTest {
  private static LayerIndex layer(String... lines) {
    Descriptor blob = Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(new byte[0]), 0);
    return new LayerIndex(blob, Trees.entries(lines));
  }

  private static List<String> lines(List<Entry> entries) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      lines.add(Trees.line(entry));
    }
    return lines;
  }

  private static List<String> diff(LayerIndex base, LayerIndex... more) throws Exception {
    List<LayerIndex> all = new ArrayList<>(List.of(base));
    all.addAll(List.of(more));
    return lines(TreeDiff.between(FileTree.of(List.of(base)), FileTree.of(all)));
  }

  @Test
  void nothing_changed_is_nothing() throws Exception {
    assertEquals(List.of(), diff(layer("d 755 0:0 d", "f 644 0:0 d/f x", "h 644 0:0 d/g d/f")));
  }

  @Test
  void what_is_new_or_other_is_there_and_what_came_and_went_is_not() throws Exception {
    assertEquals(
        List.of("d 0700 0:0 d", "f 0644 0:0 d/new n", "l 0777 0:0 l target"),
        diff(
            layer("d 755 0:0 d", "f 644 0:0 d/f x"),
            layer("d 700 0:0 d", "f 644 0:0 d/new n", "f 644 0:0 gone g"),
            layer("l 777 0:0 l target", "f 644 0:0 .wh.gone ")));
  }

  @Test
  void what_is_gone_is_hidden() throws Exception {
    assertEquals(
        List.of("d 0755 0:0 d", "f 0644 0:0 d/.wh.f", "f 0644 0:0 d/g y").toString(),
        diff(
                layer("d 700 0:0 d", "f 644 0:0 d/f x"),
                layer("f 644 0:0 d file"),
                layer("d 755 0:0 d", "f 644 0:0 d/.wh..wh..opq ", "f 644 0:0 d/g y"))
            .toString());
  }

  @Test
  void the_first_name_of_a_file_carries_its_content() throws Exception {
    assertEquals(
        List.of("f 0644 0:0 a x", "h 0644 0:0 b a"),
        diff(layer("d 755 0:0 d"), layer("f 644 0:0 b x", "h 644 0:0 a b")));
  }

  @Test
  void the_names_of_a_file_come_together_when_one_is_new() throws Exception {
    assertEquals(
        List.of("f 0644 0:0 a x", "h 0644 0:0 b a", "h 0644 0:0 c a"),
        diff(layer("f 644 0:0 a x", "h 644 0:0 b a"), layer("h 644 0:0 c a")));
  }

  @Test
  void a_name_that_goes_leaves_the_others_alone() throws Exception {
    assertEquals(
        List.of("f 0644 0:0 .wh.a"),
        diff(layer("f 644 0:0 a x", "h 644 0:0 b a"), layer("f 644 0:0 .wh.a ")));
  }

  @Test
  void links_that_are_made_or_broken_up_are_a_difference() throws Exception {
    LayerIndex apart = layer("f 644 0:0 a ", "f 644 0:0 b ");
    List<Entry> entries = new ArrayList<>(apart.entries());
    entries.set(1, ((FileEntry) entries.get(0)).withPath(EntryPath.of("b")));
    FileTree separate = FileTree.of(List.of(new LayerIndex(apart.layer(), entries)));
    entries.set(
        1, new HardLinkEntry(EntryPath.of("b"), entries.get(0).metadata(), EntryPath.of("a")));
    FileTree linked = FileTree.of(List.of(new LayerIndex(apart.layer(), entries)));
    assertEquals(List.of("f 0644 0:0 b"), lines(TreeDiff.between(linked, separate)));
    assertEquals(
        List.of("f 0644 0:0 a", "h 0644 0:0 b a"), lines(TreeDiff.between(separate, linked)));
    assertEquals(List.of(), lines(TreeDiff.between(linked, linked)));
  }
}
