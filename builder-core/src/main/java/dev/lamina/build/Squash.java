package dev.lamina.build;

import dev.lamina.compression.Compression;
import dev.lamina.layer.Layer;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.RootFs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes one layer of those that a build has added to its base. */
final class Squash {
  private final LayerMaker layerMaker;
  private final Compression compression;
  private final SourceDate date;

  Squash(BuildTools tools, BuildRequest request) {
    this.layerMaker = new LayerMaker(tools, request.cache());
    this.compression = request.compression();
    this.date = request.sourceDate();
  }

  /** The same tree and configuration with one new layer at most. */
  StageImage squash(StageImage image) throws IOException {
    int kept = image.inherited().layers();
    int merged = image.layers().size() - kept;
    if (merged < 2) {
      return image;
    }
    List<Layer> layers = new ArrayList<>(image.layers().subList(0, kept));
    layers.add(layerMaker.merge(image.layers(), kept, compression));
    RootFs rootFs = new RootFs(layers.stream().map(Layer::diffId).toList());
    List<History> history =
        LayerHistory.merged(image.config().history(), image.inherited().history(), merged, date);
    ImageConfig config = image.config().withRootFs(rootFs).withHistory(history);
    return new StageImage(config, layers, image.inherited());
  }
}
