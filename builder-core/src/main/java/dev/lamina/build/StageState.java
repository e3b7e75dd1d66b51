package dev.lamina.build;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerDraft;
import dev.lamina.filetree.LayerFile;
import dev.lamina.filetree.LayerFileSpool;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import dev.lamina.plan.ConfigChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stage while it is being built: config and layers, and their tree once a step has asked for it.
 */
final class StageState {
  /** What overlay file systems and runtimes stack at most. */
  static final int MOST_LAYERS = 127;

  private static final String COMMENT = "lamina";

  private final BuildTools tools;
  private final SourceDate date;
  private final Compression compression;
  private ImageConfig config;
  private final List<Layer> layers;
  private @Nullable FileTree tree;

  StageState(BuildTools tools, BuildRequest request, StageImage start) {
    this.tools = tools;
    this.date = request.sourceDate();
    this.compression = request.compression();
    this.config = start.config();
    this.layers = new ArrayList<>(start.layers());
  }

  /** What it has come to. */
  StageImage image() {
    return new StageImage(config, layers);
  }

  /** What a container of it would see. Reads the indexes of the base's layers when first asked. */
  FileTree tree() throws IOException {
    if (tree == null) {
      tree = tools.indexes().tree(layers);
    }
    return tree;
  }

  /** Changes the config alone. */
  void configure(ConfigChange change) {
    config = change.apply(config);
  }

  /** Notes a step that made no layer. */
  void recordEmpty(String createdBy) {
    record(createdBy, true);
  }

  /**
   * Makes a draft of this stage's tree the next layer.
   *
   * @param scratch takes contents that have to come out of lower layers
   */
  void addLayer(LayerDraft draft, String createdBy, Scratch scratch) throws IOException {
    if (layers.size() >= MOST_LAYERS) {
      throw new RefusedInputException(
          "the image would have more than "
              + MOST_LAYERS
              + " layers, which no runtime can stack; copy more files in one step");
    }
    List<Entry> entries = draft.entries();
    Layer layer = write(atHand(entries, scratch));
    LayerIndex index = LayerIndex.ofWritten(tools.images(), layer, entries);
    tools.indexes().add(layer, index);
    draft.written(index);
    if (draft.tree() != tree) {
      // the draft stood on its own; the tree is put together anew when it is needed
      tree = null;
    }
    layers.add(layer);
    config = config.withRootFs(config.rootFs().with(layer.diffId()));
    record(createdBy, false);
  }

  private static List<Entry> atHand(List<Entry> entries, Scratch scratch) throws IOException {
    boolean inLayers =
        entries.stream()
            .anyMatch(e -> e instanceof FileEntry file && file.content() instanceof LayerFile);
    return inLayers ? new LayerFileSpool(scratch).fetch(entries) : entries;
  }

  private Layer write(List<Entry> entries) throws IOException {
    WatchedBytes watch = new WatchedBytes(tools, "writing layer", size(entries));
    try (BlobWriter blob = tools.sink().newBlob();
        LayerWriter writer = new LayerWriter(blob, compression)) {
      for (Entry entry : entries) {
        tools.cancellation().check();
        writer.add(watched(entry, watch));
      }
      Layer layer = writer.finish();
      watch.finish();
      return layer;
    }
  }

  private static Entry watched(Entry entry, WatchedBytes watch) {
    return entry instanceof FileEntry file
        ? new FileEntry(file.path(), file.metadata(), watch.watch(file.content()))
        : entry;
  }

  private static long size(List<Entry> entries) {
    return entries.stream()
        .mapToLong(entry -> entry instanceof FileEntry file ? file.content().size() : 0)
        .sum();
  }

  private void record(String createdBy, boolean emptyLayer) {
    List<History> history = new ArrayList<>(config.history());
    history.add(new History(date.text(), createdBy, null, COMMENT, emptyLayer));
    config = config.withHistory(history);
  }
}
