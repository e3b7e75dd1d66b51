package dev.lamina.filetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.Metadata;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerDraftTest {
  private final FileTree below = new FileTree();
  private final LayerDraft draft = new LayerDraft(below);

  @Test
  void only_what_was_touched_becomes_entries_in_byte_order() throws Exception {
    base("d 1777 0:0 tmp", "f 644 0:0 tmp/old x");
    put("f 644 0:0 tmp/new y", "f 644 0:0 a+b z", "d 755 0:0 a", "f 644 0:0 a/c w");
    assertEntries("d 0755 0:0 a", "f 0644 0:0 a/c w", "f 0644 0:0 a+b z", "f 0644 0:0 tmp/new y");
  }

  @Test
  void missing_parents_are_made_and_those_that_exist_are_left_alone() throws Exception {
    base("d 1777 0:0 tmp");
    draft.makeDirectories(EntryPath.of("tmp/a/b"), Metadata.of(0755).withOwner(7, 8));
    assertEntries("d 0755 7:8 tmp/a", "d 0755 7:8 tmp/a/b");
  }

  @Test
  void a_file_and_a_directory_do_not_replace_each_other_in_a_copy() throws Exception {
    base("d 755 0:0 d", "f 644 0:0 f x", "l 777 0:0 l d");
    assertEquals(
        "cannot replace to directory /d with file",
        assertThrows(TreeConflictException.class, () -> put("f 644 0:0 d y")).getMessage());
    assertEquals(
        "cannot copy to non-directory: /f",
        assertThrows(TreeConflictException.class, () -> put("d 755 0:0 f")).getMessage());
    assertThrows(TreeConflictException.class, () -> put("d 755 0:0 l"));
    assertThrows(
        TreeConflictException.class,
        () -> draft.makeDirectories(EntryPath.of("f/x"), Metadata.of(0755)));
  }

  @Test
  void an_extracted_file_takes_the_place_of_a_directory_with_all_in_it() throws Exception {
    base("d 755 0:0 d", "f 644 0:0 d/x x");
    put("f 644 0:0 d/y y");
    replace("f 600 0:0 d z");
    assertEntries("f 0600 0:0 d z");
    assertEquals(List.of("f 0600 0:0 d z"), Trees.walk(below));
  }

  @Test
  void a_directory_that_was_gone_in_between_does_not_show_what_it_held() throws Exception {
    base("d 755 0:0 d", "f 644 0:0 d/x x");
    replace("f 600 0:0 d z", "d 755 0:0 d", "f 644 0:0 d/y y");
    assertEntries("d 0755 0:0 d", "f 0644 0:0 d/.wh..wh..opq", "f 0644 0:0 d/y y");
  }

  @Test
  void the_first_of_several_names_carries_the_content() throws Exception {
    put("f 644 0:0 z x");
    draft.link(EntryPath.of("m"), EntryPath.of("z"));
    draft.putLink(EntryPath.of("a"), EntryPath.of("z"));
    assertEntries("f 0644 0:0 a x", "h 0644 0:0 m a", "h 0644 0:0 z a");
  }

  @Test
  void a_new_name_of_a_file_of_a_lower_layer_brings_the_file_with_it() throws Exception {
    base("f 644 0:0 old x");
    draft.link(EntryPath.of("new"), EntryPath.of("old"));
    assertEntries("f 0644 0:0 new x", "h 0644 0:0 old new");
  }

  @Test
  void other_names_of_a_file_of_a_lower_layer_keep_what_it_was() throws Exception {
    base("f 644 0:0 a x", "h 644 0:0 b a");
    draft.link(EntryPath.of("c"), EntryPath.of("b"));
    draft.setMetadata(EntryPath.of("c"), Metadata.of(0600));
    assertEntries("f 0600 0:0 b x", "h 0600 0:0 c b");
    assertEquals(List.of("f 0644 0:0 a x", "f 0600 0:0 b x", "f 0600 0:0 c x"), Trees.walk(below));
  }

  @Test
  void two_names_of_one_file_of_a_lower_layer_can_be_linked_anew() throws Exception {
    base("f 644 0:0 a x", "h 644 0:0 b a");
    draft.link(EntryPath.of("b"), EntryPath.of("a"));
    draft.setMetadata(EntryPath.of("b"), Metadata.of(0600));
    assertEntries("f 0600 0:0 a x", "h 0600 0:0 b a");
  }

  @Test
  void names_that_would_delete_are_refused_wherever_they_stand_in_a_path() {
    for (EntryPath path : List.of(EntryPath.of(".wh.d"), EntryPath.of("a/.wh.b/c"))) {
      assertThrows(
          RefusedInputException.class, () -> draft.makeDirectories(path, Metadata.of(0755)));
    }
    assertThrows(RefusedInputException.class, () -> put("f 644 0:0 .wh.f x"));
    assertThrows(RefusedInputException.class, () -> replace("d 755 0:0 .wh..wh..opq"));
  }

  @Test
  void a_new_name_of_a_lower_file_that_is_replaced_afterwards_carries_the_content()
      throws Exception {
    base("f 644 0:0 old x");
    draft.link(EntryPath.of("new"), EntryPath.of("old"));
    replace("f 644 0:0 old y");
    assertEntries("f 0644 0:0 new x", "f 0644 0:0 old y");
  }

  @Test
  void a_link_to_nothing_or_to_a_directory_is_refused() throws Exception {
    base("d 755 0:0 d");
    assertThrows(
        RefusedInputException.class, () -> draft.link(EntryPath.of("a"), EntryPath.of("b")));
    assertThrows(
        RefusedInputException.class, () -> draft.link(EntryPath.of("a"), EntryPath.of("d")));
    put("f 644 0:0 f x");
    assertThrows(
        RefusedInputException.class, () -> draft.link(EntryPath.of("f"), EntryPath.of("f")));
  }

  private void base(String... lines) throws RefusedInputException {
    below.add(
        new LayerIndex(
            Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(new byte[0]), 0),
            Trees.entries(lines)));
  }

  private void put(String... lines) throws RefusedInputException, TreeConflictException {
    for (Entry entry : Trees.entries(lines)) {
      draft.put(entry);
    }
  }

  private void replace(String... lines) throws RefusedInputException {
    for (Entry entry : Trees.entries(lines)) {
      draft.replace(entry);
    }
  }

  private void assertEntries(String... lines) throws IOException {
    assertEquals(List.of(lines), Trees.lines(draft.entries()));
  }
}
