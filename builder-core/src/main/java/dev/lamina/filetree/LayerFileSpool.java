package dev.lamina.filetree;

import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.Scratch;
import dev.lamina.layer.LayerReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Brings the bytes of many files out of their layers: each layer is read once, to its end, so that
 * all of it is verified, and what is wanted is put into a {@link Scratch}.
 */
public final class LayerFileSpool {
  private final Scratch scratch;

  /** Wanted files by layer, then by their place in it. */
  private final Map<Digest, NavigableMap<Integer, LayerFile>> wanted = new HashMap<>();

  private final Map<LayerFile, ByteSource> fetched = new HashMap<>();

  /**
   * @param scratch where the bytes go; the entries returned are good until it is closed
   */
  public LayerFileSpool(Scratch scratch) {
    this.scratch = scratch;
  }

  /** The same entries, files that lie in layers now with their bytes at hand. */
  public List<Entry> fetch(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      if (entry instanceof FileEntry file && file.content() instanceof LayerFile place) {
        wanted.computeIfAbsent(place.diffId(), d -> new TreeMap<>()).put(place.ordinal(), place);
      }
    }
    for (NavigableMap<Integer, LayerFile> layer : wanted.values()) {
      fetchFrom(layer);
    }
    wanted.clear();
    List<Entry> result = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      result.add(atHand(entry));
    }
    return result;
  }

  private Entry atHand(Entry entry) {
    if (entry instanceof FileEntry file && file.content() instanceof LayerFile place) {
      ByteSource bytes = fetched.get(place);
      if (bytes == null) {
        throw new IllegalStateException("not fetched: " + entry.path());
      }
      return new FileEntry(file.path(), file.metadata(), bytes);
    }
    return entry;
  }

  private void fetchFrom(NavigableMap<Integer, LayerFile> files) throws IOException {
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
          fetched.put(place, scratch.append(in));
        }
      }
      reader.drain();
    }
  }
}
