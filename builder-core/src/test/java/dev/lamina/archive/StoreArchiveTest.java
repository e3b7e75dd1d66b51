package dev.lamina.archive;

import static dev.lamina.image.SampleImages.AMD64;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.compression.Compression;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.NamedImage;
import dev.lamina.image.SampleImages;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.StoreSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives and the store on disk, as {@code save} and {@code load} use them. */
class StoreArchiveTest {
  @TempDir Path directory;

  private ImageStore store(String name) throws IOException {
    return ImageStore.open(directory.resolve(name), StoreOptions.DEFAULT);
  }

  private static void load(ImageStore store, byte[] archive) throws IOException {
    try (StoreSession session = store.session("load")) {
      ImageArchiveReader reader =
          ImageArchiveReader.read(
              new ByteArrayInputStream(archive), session, session, ProgressListener.NONE);
      for (NamedImage image : reader.images()) {
        ImageCopier.copy(reader, image.root(), session, image.name());
      }
    }
  }

  @Test
  void saving_and_loading_into_an_empty_store_keeps_names_and_bytes() throws IOException {
    ImageStore from = store("from");
    try (StoreSession session = from.session("test")) {
      session.name(Reference.parse("multi:1"), SampleImages.index(session, "x"));
      Descriptor image = SampleImages.image(session, AMD64, Compression.GZIP, "base", "top");
      session.name(Reference.parse("image:1"), image);
      session.name(Reference.parse("image:2"), image);
      session.name(null, SampleImages.image(session, AMD64, Compression.ZSTD, "base"));
    }
    byte[] archive = Archives.save(from, from.images());
    ImageStore to = store("to");
    load(to, archive);
    assertEquals(from.images(), to.images());
    assertEquals(from.allBlobs(), to.allBlobs());
    assertArrayEquals(archive, Archives.save(to, to.images()));
  }

  @Test
  void an_archive_that_lies_in_its_last_image_names_none() throws IOException {
    byte[] layer = SampleImages.layerTar("a");
    byte[] good = SampleImages.config(AMD64, List.of("a"));
    byte[] lying = SampleImages.config(AMD64, List.of("b"));
    String item = "{'Config':'%s','RepoTags':['%s:1'],'Layers':['layer.tar']}";
    byte[] archive =
        new HandMadeArchive()
            .file("layer.tar", layer)
            .file("good", good)
            .file("lying", lying)
            .document(
                "manifest.json",
                "[" + item.formatted("good", "x") + "," + item.formatted("lying", "y") + "]")
            .bytes();
    ImageStore store = store("store");
    assertThrows(ContentMismatchException.class, () -> load(store, archive));
    assertEquals(List.of(), store.images());
    assertThrows(NotFoundException.class, () -> store.resolve(Reference.parse("x:1")));
  }
}
