package dev.lamina.filetree;

import dev.lamina.digest.Digest;
import dev.lamina.io.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bytes of many files that lie in layers: each layer is read once, as far as it has to be. */
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
   * @throws dev.lamina.digest.ContentMismatchException when a file or a layer is not what its
   *     digest says; what was taken from the layer is then not to be used
   * @throws IOException when a layer cannot be read, or the taker fails
   */
  public static void read(Collection<? extends ByteSource> contents, Taker taker)
      throws IOException {
    Map<Digest, LayerPass> wanted = new LinkedHashMap<>();
    for (ByteSource content : contents) {
      if (content instanceof LayerFile place) {
        wanted.computeIfAbsent(place.diffId(), d -> new LayerPass()).add(place);
      }
    }
    for (LayerPass layer : wanted.values()) {
      layer.run(taker::take);
    }
  }
}
