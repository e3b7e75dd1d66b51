package dev.lamina.filetree;

import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.layer.LayerReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The bytes of many files that lie in layers: each layer is read once, to its end, so that all of
 * it is verified.
 */
public final class LayerFiles {
  private LayerFiles() {}

  /** Takes the bytes of files in the order in which they come. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes one file.
     *
     * @param place the content as it was asked for
     * @param bytes to be read before the next file comes; not to be closed
     */
    void take(ByteSource place, InputStream bytes) throws IOException;
  }

  /** Whether a content has to come out of a layer. */
  public static boolean isInLayer(ByteSource content) {
    return content instanceof LayerFile;
  }

  /**
   * Reads files, each once, layer by layer.
   *
   * @param contents of files; what does not lie in a layer is left out
   * @throws dev.lamina.digest.ContentMismatchException when a layer is not what its names say; what
   *     was taken from it is then not to be used
   * @throws IOException when a layer cannot be read, or the taker fails
   */
  public static void read(Collection<? extends ByteSource> contents, Taker taker)
      throws IOException {
    Map<Digest, NavigableMap<Integer, LayerFile>> wanted = new LinkedHashMap<>();
    for (ByteSource content : contents) {
      if (content instanceof LayerFile place) {
        wanted.computeIfAbsent(place.diffId(), d -> new TreeMap<>()).put(place.ordinal(), place);
      }
    }
    for (NavigableMap<Integer, LayerFile> layer : wanted.values()) {
      readLayer(layer, taker);
    }
  }

  private static void readLayer(NavigableMap<Integer, LayerFile> files, Taker taker)
      throws IOException {
    LayerFile any = files.firstEntry().getValue();
    try (LayerReader reader =
        LayerReader.open(any.blobs(), any.layer(), any.diffId(), "layer " + any.layer().digest())) {
      for (int ordinal = 0; ordinal <= files.lastKey(); ordinal++) {
        Entry entry = reader.next();
        LayerFile place = files.get(ordinal);
        if (place == null) {
          continue;
        }
        if (!(entry instanceof FileEntry file) || file.content().size() != place.size()) {
          throw new IllegalStateException(
              "entry " + ordinal + " of " + any.layer().digest() + " is not the file it was");
        }
        try (InputStream in = file.content().open()) {
          taker.take(place, in);
        }
      }
      reader.drain();
    }
  }
}
