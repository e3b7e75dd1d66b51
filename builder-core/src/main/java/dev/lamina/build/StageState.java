package dev.lamina.build;

import dev.lamina.cache.BuildRecord.Fate;
import dev.lamina.cache.FileDigests;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerDraft;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.layer.Layer;
import dev.lamina.oci.History;
import dev.lamina.oci.RootFs;
import dev.lamina.plan.ConfigChange;
import dev.lamina.plan.ConfigDraft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stage while it is being built: config and layers, and their tree once a step has asked for it.
 */
final class StageState {
  private final BuildTools tools;
  private final SourceDate date;
  private final NewLayers newLayers;
  private final ConfigDraft config;
  private RootFs rootFs;
  private final List<History> history;
  private final List<Layer> layers;
  private final StageImage.Inherited inherited;
  private @Nullable FileTree tree;

  /** Tells the tree where the last layer has its contents; the last step of a stage need not. */
  private Runnable unwritten = () -> {};

  StageState(BuildTools tools, BuildRequest request, StageImage start) {
    this.tools = tools;
    this.date = request.sourceDate();
    this.newLayers = new NewLayers(tools, request.compression(), request.cache());
    this.config = new ConfigDraft(start.config());
    this.rootFs = start.config().rootFs();
    this.history = new ArrayList<>(start.config().history());
    this.layers = new ArrayList<>(start.layers());
    this.inherited = start.inherited();
  }

  /** What it has come to. */
  StageImage image() {
    return new StageImage(
        config.image().withRootFs(rootFs).withHistory(history), layers, inherited);
  }

  /** What a container of it would see. Reads the indexes of the base's layers when first asked. */
  FileTree tree() throws IOException {
    unwritten.run();
    unwritten = () -> {};
    if (tree == null) {
      tree = tools.indexes().tree(layers);
    }
    return tree;
  }

  /** Its layers so far, the lowest first. */
  List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** Changes the config alone. */
  void configure(ConfigChange change) {
    config.add(change);
  }

  /** Notes a step that made no layer. */
  void recordEmpty(String createdBy) {
    record(createdBy, true);
  }

  /**
   * Makes a draft of this stage's tree the next layer.
   *
   * @param files knows digests of the context that the files come from
   * @param scratch takes contents that have to come out of lower layers
   * @return how the layer came
   */
  Fate addLayer(LayerDraft draft, String createdBy, FileDigests files, Scratch scratch)
      throws IOException {
    if (layers.size() >= LayerMaker.MOST_LAYERS) {
      throw new RefusedInputException(
          "the image would have more than "
              + LayerMaker.MOST_LAYERS
              + " layers, which no runtime can stack; copy more files in one step");
    }
    NewLayers.Written written = newLayers.write(draft.entries(), files, scratch);
    if (draft.tree() == tree) {
      unwritten = () -> draft.written(written.index().get());
    } else {
      // the draft stood on its own; the tree is put together anew when it is needed
      tree = null;
    }
    layers.add(written.layer());
    rootFs = rootFs.with(written.layer().diffId());
    record(createdBy, false);
    return written.fate();
  }

  private void record(String createdBy, boolean emptyLayer) {
    history.add(new History(date.text(), createdBy, null, LayerMaker.COMMENT, emptyLayer));
  }
}
