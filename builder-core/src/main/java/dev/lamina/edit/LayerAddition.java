package dev.lamina.edit;

import dev.lamina.build.LayerHistory;
import dev.lamina.build.LayerMaker;
import dev.lamina.build.SourceDate;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Layer;
import dev.lamina.oci.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts one more layer on top of an image. */
public final class LayerAddition implements ImageEdit {
  private final Source source;
  private final String createdBy;
  private final SourceDate date;

  /** Where the layer comes from. */
  @FunctionalInterface
  public interface Source {
    /**
     * The layer, stored.
     *
     * @param below what it will lie on
     */
    Layer layer(List<Layer> below) throws IOException;
  }

  /**
   * @param createdBy what the history says of it
   */
  public LayerAddition(Source source, String createdBy, SourceDate date) {
    this.source = source;
    this.createdBy = createdBy;
    this.date = date;
  }

  @Override
  public ImageDraft apply(ImageDraft image) throws IOException, DockerfileException {
    List<Layer> layers = new ArrayList<>(image.layers());
    if (layers.size() >= LayerMaker.MOST_LAYERS) {
      throw new RefusedInputException(
          "the image would have more than "
              + LayerMaker.MOST_LAYERS
              + " layers, which no runtime can stack; squash some of them first");
    }
    layers.add(source.layer(image.layers()));
    List<History> history = new ArrayList<>(LayerHistory.fitting(image.config()).history());
    history.add(new History(date.text(), createdBy, null, LayerMaker.COMMENT, false));
    return image.withLayers(layers, history);
  }
}
