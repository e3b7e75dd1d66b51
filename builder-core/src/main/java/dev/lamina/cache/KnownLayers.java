package dev.lamina.cache;

import dev.lamina.digest.Digest;
import dev.lamina.io.KeptFiles;
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import dev.lamina.layer.Layer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Layers by what went into them. A file holds those of one outline ({@link
 * dev.lamina.filetree.LayerInput}), which differ in what is in their files.
 */
public final class KnownLayers {
  private static final String FORMAT = "lamina known layers 1";

  /** Of one outline. */
  private static final int MOST = 32;

  private final KeptFiles files;

  KnownLayers(KeptFiles files) {
    this.files = files;
  }

  /**
   * The layers of an outline by their keys, those of late last; empty when none was ever made, or
   * it is forgotten. Whether they are still there is not known.
   */
  public Map<Digest, Layer> find(Digest outline) {
    Map<Digest, Layer> found = new LinkedHashMap<>();
    byte[] bytes = files.read(outline.hex());
    PackedInput in = bytes == null ? null : PackedInput.checked(bytes);
    if (in == null || !in.text().equals(FORMAT) || !in.text().equals(outline.hex())) {
      return found;
    }
    long count = in.number();
    for (int i = 0; i < count; i++) {
      found.put(Digest.parse(in.text()), RecordBytes.layer(in));
    }
    return found;
  }

  /** Remembers a layer that was made. */
  public void put(Digest outline, Digest key, Layer layer) {
    Map<Digest, Layer> all = find(outline);
    all.remove(key);
    all.put(key, layer);
    PackedOutput out = new PackedOutput().text(FORMAT).text(outline.hex());
    int left = Math.max(0, all.size() - MOST);
    out.number(all.size() - left);
    all.entrySet().stream()
        .skip(left)
        .forEach(
            each -> {
              out.text(each.getKey().toString());
              RecordBytes.write(out, each.getValue());
            });
    files.keep(outline.hex(), out.checked());
  }
}
