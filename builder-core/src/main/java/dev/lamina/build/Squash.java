package dev.lamina.build;

import dev.lamina.entry.Entry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.TreeDiff;
import dev.lamina.io.Scratch;
import dev.lamina.layer.Layer;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.RootFs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes one layer of those that a build has added to its base. */
final class Squash {
  private final BuildTools tools;
  private final NewLayers newLayers;
  private final SourceDate date;

  Squash(BuildTools tools, BuildRequest request) {
    this.tools = tools;
    this.newLayers = new NewLayers(tools, request.compression());
    this.date = request.sourceDate();
  }

  /**
   * The same tree and configuration with one new layer at most. As with docker, the steps stay in
   * the history without a layer, and one more entry stands for the merged one.
   */
  StageImage squash(StageImage image) throws IOException {
    int kept = image.inherited().layers();
    int merged = image.layers().size() - kept;
    if (merged < 2) {
      return image;
    }
    List<Layer> layers = new ArrayList<>(image.layers().subList(0, kept));
    FileTree before = tools.indexes().tree(layers);
    List<Entry> entries = TreeDiff.between(before, tools.indexes().tree(image.layers()));
    try (Scratch scratch = new Scratch(tools.scratch())) {
      layers.add(newLayers.write(entries, scratch).layer());
    }
    RootFs rootFs = new RootFs(layers.stream().map(Layer::diffId).toList());
    ImageConfig config = image.config().withRootFs(rootFs).withHistory(history(image, merged));
    return new StageImage(config, layers, image.inherited());
  }

  private List<History> history(StageImage image, int merged) {
    List<History> history = new ArrayList<>();
    List<History> before = image.config().history();
    for (int i = 0; i < before.size(); i++) {
      History entry = before.get(i);
      history.add(
          i < image.inherited().history()
              ? entry
              : new History(
                  entry.created(), entry.createdBy(), entry.author(), entry.comment(), true));
    }
    String comment = "merge of " + merged + " layers";
    history.add(new History(date.text(), null, null, comment, false));
    return history;
  }
}
