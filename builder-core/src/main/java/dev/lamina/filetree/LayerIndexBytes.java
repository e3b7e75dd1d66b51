package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import dev.lamina.oci.Descriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layer indexes as bytes that can be kept. They begin with a word for the format, the layer's
 * digest and its diffID, and end with a checksum of all before, so that what is damaged, of another
 * version or of another layer is told from what can be used.
 */
public final class LayerIndexBytes {
  /** Changes whenever the format does. */
  private static final String FORMAT = "lamina layer index 2";

  private LayerIndexBytes() {}

  /** An index, with all that {@link #read} needs to know it again. */
  public static byte[] of(LayerIndex index, Digest diffId) {
    PackedOutput out = new PackedOutput();
    out.bytes(FORMAT.getBytes(UTF_8));
    out.bytes(index.layer().digest().toString().getBytes(UTF_8));
    out.bytes(diffId.toString().getBytes(UTF_8));
    out.number(index.entries().size());
    digests(index).write(out);
    PackedEntries.Writer writer = new PackedEntries.Writer(out);
    for (Entry entry : index.entries()) {
      entry.accept(writer);
    }
    return out.checked();
  }

  private static ContentDigests digests(LayerIndex index) {
    for (Entry entry : index.entries()) {
      if (entry instanceof FileEntry file && file.content() instanceof LayerFile place) {
        return place.digests();
      }
    }
    return ContentDigests.UNKNOWN;
  }

  /**
   * The index that bytes hold.
   *
   * @param blobs where the bytes of its files are read when they are wanted
   * @return null when they are not the whole index of this layer in today's format
   */
  public static @Nullable LayerIndex read(
      byte[] bytes, BlobSource blobs, Descriptor layer, Digest diffId) {
    PackedInput in = PackedInput.checked(bytes);
    boolean mine =
        in != null
            && in.text().equals(FORMAT)
            && in.text().equals(layer.digest().toString())
            && in.text().equals(diffId.toString());
    if (in == null || !mine) {
      return null;
    }
    int count = (int) in.number();
    ContentDigests digests = ContentDigests.read(in, count);
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int ordinal = i;
      entries.add(
          PackedEntries.read(
              in, size -> new LayerFile(blobs, layer, diffId, ordinal, size, digests)));
    }
    return new LayerIndex(layer, entries);
  }
}
