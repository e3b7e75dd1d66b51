package dev.lamina.filetree;

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
  private final Map<ByteSource, ByteSource> fetched = new HashMap<>();

  /**
   * @param scratch where the bytes go; the entries returned are good until it is closed
   */
  public LayerFileSpool(Scratch scratch) {
    this.scratch = scratch;
  }

  /** The same entries, files that lie in layers now with their bytes at hand. */
  public List<Entry> fetch(List<Entry> entries) throws IOException {
    List<ByteSource> wanted = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof FileEntry file && LayerFiles.isInLayer(file.content())) {
        wanted.add(file.content());
      }
    }
    LayerFiles.read(wanted, (place, bytes) -> fetched.put(place, scratch.append(bytes)));
    return entries.stream().map(this::atHand).toList();
  }

  private Entry atHand(Entry entry) {
    if (entry instanceof FileEntry file && LayerFiles.isInLayer(file.content())) {
      ByteSource bytes = fetched.get(file.content());
      if (bytes == null) {
        throw new IllegalStateException("not fetched: " + entry.path());
      }
      return new FileEntry(file.path(), file.metadata(), bytes);
    }
    return entry;
  }
}
