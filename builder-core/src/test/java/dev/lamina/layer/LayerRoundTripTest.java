package dev.lamina.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.image.MemoryImages;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerRoundTripTest {
  private static final String[] RICH = {
    "d 1777 0:0 a",
    "f 4755 1:2 a/b content of b",
    "h 4755 1:2 a/c a/b",
    "l 777 0:0 a/l ../nowhere",
    "d 755 0:0 dev",
    "c 666 0:5 dev/null 1,3",
    "b 660 0:6 dev/sda 8,0",
    "p 600 7:8 fifo",
    "f 644 3000000:4000000 huge-ids x",
  };

  private final MemoryImages blobs = new MemoryImages();

  @ParameterizedTest
  @EnumSource(Compression.class)
  void what_is_written_is_read_back(Compression compression) throws IOException {
    Layer layer = write(compression, Trees.entries(RICH));
    assertEquals(Trees.lines(Trees.entries(RICH)), read(layer, layer.diffId()));
  }

  @Test
  void the_diff_id_does_not_depend_on_the_compression() throws IOException {
    Digest plain = write(Compression.NONE, Trees.entries(RICH)).diffId();
    assertEquals(plain, write(Compression.GZIP, Trees.entries(RICH)).diffId());
    assertEquals(plain, write(Compression.ZSTD, Trees.entries(RICH)).diffId());
  }

  @Test
  void the_diff_id_of_an_uncompressed_layer_is_its_digest() throws IOException {
    Layer layer = write(Compression.NONE, Trees.entries(RICH));
    assertEquals(layer.descriptor().digest(), layer.diffId());
  }

  @Test
  void a_layer_without_entries_is_two_zero_blocks() throws IOException {
    assertEquals(
        "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
        write(Compression.GZIP, List.of()).diffId().toString());
  }

  @Test
  void entries_out_of_order_are_a_bug() {
    assertThrows(
        IllegalArgumentException.class,
        () -> write(Compression.NONE, Trees.entries("f 644 0:0 b", "f 644 0:0 a")));
    assertThrows(
        IllegalArgumentException.class,
        () -> write(Compression.NONE, Trees.entries("f 644 0:0 a", "f 644 0:0 a")));
  }

  @Test
  void a_wrong_diff_id_is_found_at_the_end() throws IOException {
    Layer layer = write(Compression.GZIP, Trees.entries(RICH));
    Digest other = Digest.sha256(new byte[] {1});
    ContentMismatchException e =
        assertThrows(ContentMismatchException.class, () -> read(layer, other));
    assertEquals(
        "diffID mismatch of the layer: expected " + other + ", got " + layer.diffId(),
        e.getMessage());
  }

  @Test
  void a_flipped_bit_in_the_blob_is_found() throws IOException {
    Layer layer = write(Compression.NONE, Trees.entries(RICH));
    blobs.damage(layer.descriptor().digest());
    assertThrows(IOException.class, () -> read(layer, layer.diffId()));
  }

  @Test
  void a_layer_that_is_not_what_its_media_type_says_is_refused() throws IOException {
    Layer layer = write(Compression.NONE, Trees.entries(RICH));
    Descriptor lying =
        Descriptor.of(
            MediaType.OCI_LAYER_GZIP, layer.descriptor().digest(), layer.descriptor().size());
    assertThrows(
        RefusedInputException.class, () -> read(new Layer(lying, layer.diffId()), layer.diffId()));
    Descriptor strange =
        Descriptor.of("text/plain", layer.descriptor().digest(), layer.descriptor().size());
    assertThrows(
        RefusedInputException.class,
        () -> read(new Layer(strange, layer.diffId()), layer.diffId()));
  }

  private Layer write(Compression compression, List<Entry> entries) throws IOException {
    try (BlobWriter blob = blobs.newBlob();
        LayerWriter writer = new LayerWriter(blob, compression, 2)) {
      for (Entry entry : entries) {
        writer.add(entry);
      }
      return writer.finish();
    }
  }

  private List<String> read(Layer layer, Digest diffId) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LayerReader reader = LayerReader.open(blobs, layer.descriptor(), diffId, "the layer")) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        lines.add(Trees.line(entry));
      }
    }
    return lines;
  }
}
