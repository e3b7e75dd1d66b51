package dev.lamina.filetree;

import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.Scratch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings the bytes of many files out of their layers: each layer is read once, verified as in
 * {@link LayerFile}, and what is wanted is put into a {@link Scratch}.
 */
public final class LayerFileSpool {
  private final Scratch scratch;

  /** Wanted files, by layer. */
  private final Map<Digest, LayerPass> wanted = new HashMap<>();

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
        wanted.computeIfAbsent(place.diffId(), d -> new LayerPass()).add(place);
      }
    }
    for (LayerPass layer : wanted.values()) {
      layer.run((place, content) -> fetched.put(place, scratch.append(content)));
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
}
