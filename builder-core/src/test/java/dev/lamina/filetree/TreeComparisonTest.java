package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.Xattrs;
import dev.lamina.image.MemoryImages;
import dev.lamina.io.EntryPath;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import dev.lamina.progress.Cancellation;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TreeComparisonTest {
  private static final String[] RICH = {
    "d 755 0:0 a",
    "f 644 0:0 a/b content",
    "h 644 0:0 a/c a/b",
    "f 4755 1:2 a/s suid",
    "l 777 0:0 a/l b",
    "d 755 0:0 dev",
    "c 666 0:5 dev/null 1,3",
    "p 600 7:8 fifo",
    "f 644 0:0 odd\\xff name",
  };

  private final MemoryImages blobs = new MemoryImages();

  private LayerIndex index(List<Entry> entries) throws IOException {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(Entry::path));
    Layer layer;
    try (BlobWriter blob = blobs.newBlob();
        LayerWriter writer = new LayerWriter(blob, Compression.GZIP, 2)) {
      for (Entry entry : sorted) {
        writer.add(entry);
      }
      layer = writer.finish();
    }
    return LayerIndex.read(blobs, layer.descriptor(), layer.diffId(), "layer");
  }

  private FileTree tree(List<Entry> entries) throws IOException {
    return FileTree.of(List.of(index(entries)));
  }

  private FileTree tree(String... lines) throws IOException {
    return tree(Trees.entries(lines));
  }

  private static List<String> compare(FileTree before, FileTree after, FileAspect... ignored)
      throws IOException {
    Set<FileAspect> none = EnumSet.noneOf(FileAspect.class);
    none.addAll(List.of(ignored));
    return new TreeComparison(none, Cancellation.NONE)
        .of(before, after).stream().map(TreeComparisonTest::line).toList();
  }

  private static String line(FileDifference difference) {
    String aspects = difference.aspects().stream().map(Enum::name).collect(Collectors.joining(" "));
    return (difference.kind() + " " + difference.path() + " " + aspects).strip();
  }

  private List<String> compareAfter(String line) throws IOException {
    TreeMap<EntryPath, Entry> entries = new TreeMap<>();
    for (Entry entry : Trees.entries(RICH)) {
      entries.put(entry.path(), entry);
    }
    for (Entry entry : Trees.entries(line)) {
      entries.put(entry.path(), entry);
    }
    return compare(tree(RICH), tree(List.copyOf(entries.values())));
  }

  @Test
  void what_differs_is_named() throws IOException {
    assertEquals(List.of("CHANGED /a/s MODE"), compareAfter("f 755 1:2 a/s suid"));
    assertEquals(List.of("CHANGED /a/s OWNER"), compareAfter("f 4755 1:3 a/s suid"));
    assertEquals(List.of("CHANGED /a/s CONTENT"), compareAfter("f 4755 1:2 a/s SUID"));
    assertEquals(List.of("CHANGED /a/s SIZE CONTENT"), compareAfter("f 4755 1:2 a/s more."));
    assertEquals(List.of("CHANGED /a/l TARGET"), compareAfter("l 777 0:0 a/l c"));
    assertEquals(List.of(), compareAfter("l 755 0:0 a/l b"));
    assertEquals(List.of("CHANGED /dev/null DEVICE"), compareAfter("c 666 0:5 dev/null 1,5"));
    assertEquals(List.of("CHANGED /dev/null TYPE"), compareAfter("b 666 0:5 dev/null 1,3"));
    assertEquals(List.of("CHANGED /fifo TYPE"), compareAfter("f 600 7:8 fifo x"));
    assertEquals(
        List.of("CHANGED /a/b LINKS", "CHANGED /a/c LINKS"), compareAfter("f 644 0:0 a/c content"));
    assertEquals(List.of("ADDED /new"), compareAfter("d 755 0:0 new"));
  }

  @Test
  void times_and_attributes_count_unless_they_are_ignored() throws IOException {
    List<Entry> changed = new ArrayList<>(Trees.entries(RICH));
    Metadata later =
        new Metadata(0600, 7, 8, 5, Xattrs.of(Map.of("user.a", "b".getBytes(US_ASCII))));
    changed.set(7, changed.get(7).withMetadata(later));
    FileTree before = tree(RICH);
    FileTree after = tree(changed);
    assertEquals(List.of("CHANGED /fifo MTIME XATTRS"), compare(before, after));
    assertEquals(List.of("CHANGED /fifo XATTRS"), compare(before, after, FileAspect.MTIME));
    assertEquals(List.of(), compare(before, after, FileAspect.MTIME, FileAspect.XATTRS));
  }

  @Test
  void of_what_one_has_alone_every_file_is_listed() throws IOException {
    FileTree nothing = new FileTree();
    List<String> names =
        Trees.entries(RICH).stream().map(e -> "ADDED " + e.path()).sorted().toList();
    assertEquals(names, compare(nothing, tree(RICH)).stream().sorted().toList());
    assertEquals(
        List.of("REMOVED /d", "REMOVED /d/e"),
        compare(tree("d 755 0:0 d", "f 644 0:0 d/e x"), nothing));
  }

  @Test
  void the_same_bytes_in_other_layers_are_the_same_and_no_layer_is_read_for_it()
      throws IOException {
    FileTree one = tree("f 644 0:0 a same", "f 644 0:0 b x");
    FileTree two = tree("f 644 0:0 a same", "f 644 0:0 b y");
    blobs.descriptors().forEach(blob -> blobs.remove(blob.digest()));
    assertEquals(List.of("CHANGED /b CONTENT"), compare(one, two));
  }

  @Test
  void layers_are_compared_as_they_stand() throws IOException {
    List<Entry> before = Trees.entries("f 644 0:0 .wh.gone ", "h 644 0:0 b a");
    List<Entry> after = Trees.entries("f 644 0:0 .wh..wh..opq ", "h 644 0:0 b c");
    assertEquals(
        List.of("ADDED /.wh..wh..opq", "REMOVED /.wh.gone", "CHANGED /b TARGET"),
        new TreeComparison(Set.of(), Cancellation.NONE)
            .of(before, after).stream().map(TreeComparisonTest::line).toList());
  }

  private static final Gen<List<Entry>> TREES =
      Gen.lists(
              random ->
                  Trees.entries(
                          "f "
                              + Gen.oneOf("644", "755").next(random)
                              + " 0:0 "
                              + Gen.oneOf("a", "b", "d/a", "d/b", "d/e/f", "g/h").next(random)
                              + " "
                              + Gen.oneOf("x", "y", "longer").next(random))
                      .get(0),
              6)
          .map(
              entries -> {
                TreeMap<EntryPath, Entry> unique = new TreeMap<>();
                entries.forEach(entry -> unique.put(entry.path(), entry));
                return List.copyOf(unique.values());
              });

  @Test
  void a_tree_does_not_differ_from_itself() {
    Law.forAll(TREES, 200, t -> assertEquals(List.of(), compare(tree(t), tree(t))));
  }

  @Test
  void a_single_edit_is_all_that_is_found() {
    Law.forAll(
        TREES.flatMap(t -> random -> new Edit(t, random.nextInt(1 + t.size()), random.nextInt(4))),
        300,
        edit -> assertEquals(edit.expected(), compare(tree(edit.tree), tree(edit.edited()))));
  }

  /** One change to a tree; at a place behind its files a new one comes. */
  private record Edit(List<Entry> tree, int place, int kind) {
    private boolean adds() {
      return place == tree.size();
    }

    List<Entry> edited() {
      List<Entry> edited = new ArrayList<>(tree);
      if (adds()) {
        edited.addAll(Trees.entries("f 644 0:0 new z"));
        return edited;
      }
      FileEntry file = (FileEntry) tree.get(place);
      Metadata metadata = file.metadata();
      switch (kind) {
        case 0 -> edited.set(place, file.withMetadata(metadata.withMode(metadata.mode() ^ 0100)));
        case 1 -> edited.set(place, file.withMetadata(metadata.withMtime(77)));
        case 2 -> edited.set(place, file.withMetadata(metadata.withOwner(5, 0)));
        default ->
            edited.set(
                place,
                Trees.entries("l 777 0:0 " + file.path().toString().substring(1) + " x").get(0));
      }
      return edited;
    }

    List<String> expected() {
      if (adds()) {
        return List.of("ADDED /new");
      }
      String aspect = List.of("MODE", "MTIME", "OWNER", "TYPE").get(kind);
      return List.of("CHANGED " + tree.get(place).path() + " " + aspect);
    }
  }
}
