package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import dev.lamina.reference.Reference;
import dev.lamina.store.VerifyDepth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexEditsTest {
  @TempDir Path temp;

  private EditedStore store;

  @BeforeEach
  void fill_a_store() throws IOException, DockerfileException {
    store = EditedStore.filled(temp);
  }

  @AfterEach
  void the_store_is_sound() throws IOException {
    assertEquals(List.of(), store.images.verify(VerifyDepth.FULL).findings());
  }

  @Test
  void an_index_can_be_made_added_to_and_taken_from() throws Exception {
    store.buildBoth("both", "FROM scratch\nCOPY a /\n");
    IndexEdits indexes = store.edits.indexes();
    Reference name = Reference.parse("list");
    indexes.create(name, List.of(new IndexEdits.Listed("app", null)), Map.of("k", "v"));
    Digest first = store.images.find("list").digest();
    ImageIndex index = indexes.inspect("list").index().value();
    assertEquals(EditedStore.AMD64, index.manifests().get(0).platform());
    assertEquals("v", index.annotations().get("k"));
    IndexEdits.Changed added =
        indexes.add(name, List.of(new IndexEdits.Listed("base", EditedStore.ARM64)));
    assertEquals(List.of(), added.replaced());
    assertEquals(2, indexes.inspect("list").entries().size());
    IndexEdits.Changed replaced = indexes.add(name, List.of(new IndexEdits.Listed("both", null)));
    assertEquals(2, replaced.replaced().size());
    assertEquals(
        indexes.inspect("both").index().value().manifests(),
        indexes.inspect("list").index().value().manifests());
    assertThrows(NotFoundException.class, () -> indexes.remove(name, List.of("linux/s390x")));
    String arm = store.image("both", EditedStore.ARM64).descriptor().digest().toString();
    indexes.remove(name, List.of(arm));
    indexes.add(name, List.of(new IndexEdits.Listed("app", null)));
    assertEquals(first, store.images.find("list").digest());
    indexes.remove(name, List.of("amd64"));
    assertEquals(List.of(), indexes.inspect("list").entries());
    assertThrows(RefusedInputException.class, () -> indexes.inspect("app"));
  }

  @Test
  void a_name_can_be_taken_away_and_the_image_stays() throws Exception {
    Descriptor root = store.images.find("app");
    store.images.tag("app", Reference.parse("other"));
    store.edits.untag(Reference.parse("app"));
    store.edits.untag(Reference.parse("other"));
    assertEquals(root.digest(), store.images.find(root.digest().toString()).digest());
    assertThrows(NotFoundException.class, () -> store.images.find("app"));
    assertThrows(NotFoundException.class, () -> store.edits.untag(Reference.parse("app")));
  }
}
