package dev.lamina.filetree;

import dev.lamina.digest.Digest;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.layer.LayerReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pass through a layer, for the bytes of some of its files. */
final class LayerPass {
  private final NavigableMap<Integer, LayerFile> wanted = new TreeMap<>();

  /** What is done with the bytes of a file, which are verified when their end is read. */
  interface Taker {
    void take(LayerFile place, InputStream content) throws IOException;
  }

  /** Notes a file, of the same layer as all others. */
  void add(LayerFile place) {
    wanted.put(place.ordinal(), place);
  }

  /**
   * Hands out the files in the order of the layer. Where the digest of one is not known, the layer
   * is read to its end before this returns, and nothing is verified earlier.
   */
  void run(Taker taker) throws IOException {
    LayerFile any = wanted.firstEntry().getValue();
    boolean whole = false;
    try (LayerReader reader =
        LayerReader.open(any.blobs(), any.layer(), any.diffId(), "layer " + any.layer().digest())) {
      for (int ordinal = 0; ordinal <= wanted.lastKey(); ordinal++) {
        Entry entry = reader.next();
        LayerFile place = wanted.get(ordinal);
        if (place != null) {
          Digest digest = place.contentDigest();
          whole |= digest == null;
          try (InputStream in = content(entry, place)) {
            taker.take(
                place,
                digest == null
                    ? in
                    : new VerifyingInputStream(in, digest, place.size(), place.toString()));
          }
        }
      }
      if (whole) {
        reader.drain();
      }
    }
  }

  private static InputStream content(@Nullable Entry entry, LayerFile place) throws IOException {
    if (entry instanceof FileEntry file && file.content().size() == place.size()) {
      return file.content().open();
    }
    throw new IllegalStateException(place + " is not the file it was");
  }
}
