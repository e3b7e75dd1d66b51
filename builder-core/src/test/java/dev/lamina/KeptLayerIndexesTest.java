package dev.lamina;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.Xattrs;
import dev.lamina.filetree.ContentDigests;
import dev.lamina.filetree.LayerFile;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.MemoryImages;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.StoreSession;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLayerIndexesTest {
  private static final String[] RICH = {
    "d 1777 0:0 a",
    "f 4755 1:2 a/b content of b",
    "h 4755 1:2 a/c a/b",
    "l 777 0:0 a/l ../now\\xff\\nhere",
    "d 755 0:0 dev",
    "c 666 0:5 dev/null 1,3",
    "b 660 0:6 dev/sda 8,0",
    "p 600 7:8 fifo",
    "f 644 3000000:4000000 odd\\xff\\x20name x",
    "f 644 0:0 z-without-content",
  };

  @TempDir Path directory;
  private final MemoryImages blobs = new MemoryImages();
  private StoreSession session;

  @BeforeEach
  void open() throws IOException {
    session = ImageStore.open(directory, StoreOptions.DEFAULT).session("test");
  }

  @AfterEach
  void close() throws IOException {
    session.close();
  }

  private static List<Entry> rich() {
    List<Entry> entries = new ArrayList<>(Trees.entries(RICH));
    Metadata odd =
        new Metadata(04755, 1, 2, -5, Xattrs.of(Map.of("user.é", new byte[] {0, 1, -1})));
    entries.set(1, entries.get(1).withMetadata(odd));
    return entries;
  }

  private Layer layer(List<Entry> entries) throws IOException {
    try (BlobWriter blob = blobs.newBlob();
        LayerWriter writer = new LayerWriter(blob, Compression.GZIP, 2)) {
      for (Entry entry : entries) {
        writer.add(entry);
      }
      return writer.finish();
    }
  }

  private LayerIndex read(KeptLayerIndexes kept, Layer layer) throws IOException {
    return kept.read(blobs, layer.descriptor(), layer.diffId());
  }

  private @Nullable LayerIndex find(KeptLayerIndexes kept, Layer layer) {
    return kept.find(blobs, layer.descriptor(), layer.diffId());
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(session.cachePlace().resolve("layer-index"))) {
      List<Path> all = files.toList();
      assertEquals(1, all.size());
      return all.get(0);
    }
  }

  @Test
  void what_is_kept_is_found_whole_by_another_session() throws IOException {
    Layer layer = layer(rich());
    LayerIndex index = read(new KeptLayerIndexes(session), layer);
    close();
    open();
    LayerIndex found = find(new KeptLayerIndexes(session), layer);
    assertNotNull(found);
    assertEquals(index, found);
    assertEquals(Trees.lines(rich()), Trees.lines(found.entries()));
  }

  @Test
  void a_file_of_a_known_layer_is_read_no_further_than_its_end_and_held_to_its_own_digest()
      throws IOException {
    Layer layer = layer(rich());
    KeptLayerIndexes kept = new KeptLayerIndexes(session);
    read(kept, layer);
    // the last byte: what is before it is sound
    blobs.damage(layer.descriptor().digest());
    LayerFile file = (LayerFile) ((FileEntry) read(kept, layer).entries().get(1)).content();
    try (InputStream in = file.open()) {
      assertArrayEquals("content of b".getBytes(US_ASCII), in.readAllBytes());
    }
    assertEquals(Digest.sha256("content of b".getBytes(US_ASCII)), file.contentDigest());
    LayerFile lying =
        new LayerFile(
            blobs, file.layer(), file.diffId(), file.ordinal(), file.size(), digestsOf("d"));
    assertThrows(
        ContentMismatchException.class,
        () -> {
          try (InputStream in = lying.open()) {
            in.readAllBytes();
          }
        });
  }

  private ContentDigests digestsOf(String content) throws IOException {
    Layer other = layer(Trees.entries("f 644 0:0 a " + content, "f 644 0:0 b " + content));
    FileEntry file = (FileEntry) read(new KeptLayerIndexes(session), other).entries().get(1);
    return ((LayerFile) file.content()).digests();
  }

  @Test
  void another_layer_and_another_diff_id_are_not_known() throws IOException {
    Layer layer = layer(rich());
    KeptLayerIndexes kept = new KeptLayerIndexes(session);
    read(kept, layer);
    assertNull(find(kept, layer(Trees.entries("f 644 0:0 a b"))));
    Layer lying = new Layer(layer.descriptor(), Digest.sha256(new byte[0]));
    assertThrows(ContentMismatchException.class, () -> read(kept, lying));
  }

  @Test
  void every_cut_and_every_flipped_bit_is_noticed() throws IOException {
    Layer layer = layer(Trees.entries("f 644 0:0 a b", "l 777 0:0 l a"));
    KeptLayerIndexes kept = new KeptLayerIndexes(session);
    read(kept, layer);
    Path file = onlyFile();
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 << (i % 8));
      Files.write(file, bad);
      assertNull(find(kept, layer), "bit " + i);
      Files.write(file, Arrays.copyOf(good, i));
      assertNull(find(kept, layer), "cut at " + i);
    }
    read(kept, layer);
    assertNotNull(find(kept, layer));
  }

  @Test
  void the_oldest_make_room() throws IOException {
    Layer first = layer(Trees.entries("f 644 0:0 first x"));
    read(new KeptLayerIndexes(session), first);
    // each counts as a block of 4096 bytes
    KeptLayerIndexes narrow = new KeptLayerIndexes(session, 2 * 4096 + 2048);
    Files.setLastModifiedTime(onlyFile(), FileTime.fromMillis(1000));
    Layer second = layer(Trees.entries("f 644 0:0 later x"));
    Layer third = layer(Trees.entries("f 644 0:0 third x"));
    read(narrow, second);
    assertNotNull(find(narrow, first));
    read(narrow, third);
    assertNull(find(narrow, first));
    assertNotNull(find(narrow, second));
    assertNotNull(find(narrow, third));
  }

  @Test
  void what_is_larger_than_all_room_is_not_kept() throws IOException {
    Layer layer = layer(rich());
    KeptLayerIndexes narrow = new KeptLayerIndexes(session, 10);
    assertEquals(10, read(narrow, layer).entries().size());
    assertNull(find(narrow, layer));
  }
}
