package dev.lamina;

import dev.lamina.digest.Digest;
import dev.lamina.filetree.FileDifference;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.Descriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How two images differ. A part that was not asked for is empty.
 *
 * @param config fields of the configuration that differ, in the order of the first image, then of
 *     the second
 * @param layers all layers by their place, shared ones too
 * @param files paths at which the trees differ
 * @param eachLayer entries that differ, for places at which the layers do
 */
public record ImageDifference(
    List<Field> config,
    List<LayerPair> layers,
    List<FileDifference> files,
    List<LayerFiles> eachLayer) {
  public ImageDifference {
    config = List.copyOf(config);
    layers = List.copyOf(layers);
    files = List.copyOf(files);
    eachLayer = List.copyOf(eachLayer);
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return config.isEmpty()
        && layers.stream().allMatch(LayerPair::isShared)
        && files.isEmpty()
        && eachLayer.isEmpty();
  }

  /**
   * A field of the configuration.
   *
   * @param name path of it: {@code config.Env.PATH}, {@code history[2].created_by}; names that are
   *     the images' own are not escaped
   * @param before null when the first image has it not
   * @param after null when the second image has it not
   */
  public record Field(String name, @Nullable JsonValue before, @Nullable JsonValue after) {}

  /**
   * What is at one place of the two stacks.
   *
   * @param place from 0 at the bottom
   * @param before null when the first image has fewer layers
   * @param after null when the second image has fewer layers
   */
  public record LayerPair(int place, @Nullable StackedLayer before, @Nullable StackedLayer after) {
    /** Whether both are the same tar, however it is compressed. */
    public boolean isShared() {
      return before != null && after != null && before.diffId().equals(after.diffId());
    }
  }

  /**
   * A layer of an image.
   *
   * @param blob as it is stored
   * @param diffId of its tar
   */
  public record StackedLayer(Descriptor blob, Digest diffId) {}

  /**
   * How the layers of one place differ, entry by entry.
   *
   * @param place from 0 at the bottom
   */
  public record LayerFiles(int place, List<FileDifference> files) {
    public LayerFiles {
      files = List.copyOf(files);
    }
  }
}
