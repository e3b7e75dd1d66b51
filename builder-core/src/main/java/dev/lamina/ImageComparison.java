package dev.lamina;

import dev.lamina.ImageDifference.LayerFiles;
import dev.lamina.ImageDifference.LayerPair;
import dev.lamina.ImageDifference.StackedLayer;
import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.filetree.FileDifference;
import dev.lamina.filetree.TreeComparison;
import dev.lamina.image.Transfers;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Compares two images part by part. */
final class ImageComparison {
  private final ImageLayers before;
  private final ImageLayers after;
  private final ComparisonOptions options;
  private final Cancellation cancellation;

  ImageComparison(
      ImageLayers before, ImageLayers after, ComparisonOptions options, Cancellation cancellation) {
    this.before = before;
    this.after = after;
    this.options = options;
    this.cancellation = cancellation;
  }

  ImageDifference run() throws IOException {
    List<LayerPair> pairs = pairs();
    boolean sameStack = pairs.stream().allMatch(LayerPair::isShared);
    return new ImageDifference(
        asks(ComparisonOptions.Part.CONFIG)
            ? ConfigComparison.of(before.image(), after.image())
            : List.of(),
        asks(ComparisonOptions.Part.LAYERS) ? pairs : List.of(),
        asks(ComparisonOptions.Part.FILES) && !sameStack ? files() : List.of(),
        asks(ComparisonOptions.Part.EACH_LAYER) ? eachLayer(pairs) : List.of());
  }

  private boolean asks(ComparisonOptions.Part part) {
    return options.parts().contains(part);
  }

  private List<LayerPair> pairs() {
    List<LayerPair> pairs = new ArrayList<>();
    int count = Math.max(before.blobs().size(), after.blobs().size());
    for (int i = 0; i < count; i++) {
      pairs.add(new LayerPair(i, layer(before, i), layer(after, i)));
    }
    return pairs;
  }

  private static @Nullable StackedLayer layer(ImageLayers layers, int place) {
    return place < layers.blobs().size()
        ? new StackedLayer(layers.blobs().get(place), layers.diffIds().get(place))
        : null;
  }

  private List<FileDifference> files() throws IOException {
    Map<ImageLayers, EntrySource> trees = new ConcurrentHashMap<>();
    // to read layers that are not known is most of the work, and neither image waits for the other
    new Transfers(2).run(List.of(before, after), layers -> trees.put(layers, layers.tree()));
    return comparison()
        .of(Objects.requireNonNull(trees.get(before)), Objects.requireNonNull(trees.get(after)));
  }

  private TreeComparison comparison() {
    return new TreeComparison(options.ignored(), cancellation);
  }

  private List<LayerFiles> eachLayer(List<LayerPair> pairs) throws IOException {
    List<LayerFiles> each = new ArrayList<>();
    for (LayerPair pair : pairs) {
      if (!pair.isShared()) {
        List<FileDifference> files =
            comparison()
                .of(
                    index(before, pair.place(), pair.before()),
                    index(after, pair.place(), pair.after()));
        each.add(new LayerFiles(pair.place(), files));
      }
    }
    return each;
  }

  private static List<Entry> index(ImageLayers layers, int place, @Nullable StackedLayer layer)
      throws IOException {
    return layer == null ? List.of() : layers.index(place).entries();
  }
}
