package dev.lamina.edit;

import dev.lamina.build.LayerHistory;
import dev.lamina.build.LayerMaker;
import dev.lamina.build.SourceDate;
import dev.lamina.compression.Compression;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.image.Image;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Layer;
import dev.lamina.oci.ImageConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one layer of the topmost ones. As with docker, the steps stay in the history without a
 * layer, and one more entry stands for the merged one. One layer alone stays as it is.
 */
public final class LayerMerge implements ImageEdit {
  private final LayerMaker maker;
  private final Lowest kept;
  private final Compression compression;
  private final SourceDate date;

  /** How many of the lowest layers of an image stay as they are. */
  @FunctionalInterface
  public interface Lowest {
    /**
     * How many.
     *
     * @throws RefusedInputException when this image has not so many
     */
    int kept(ImageDraft image) throws IOException;

    /** None: all layers become one. */
    Lowest NONE = image -> 0;

    /** All but some at the top. */
    static Lowest allBut(int last) {
      return image -> has(image, last, image.layers().size() - last);
    }

    /** As many as lie below a layer, counted from 1. */
    static Lowest below(int layer) {
      return image -> has(image, layer, layer - 1);
    }

    /** Those of a base image that it stands on. */
    static Lowest of(BaseFinder base) {
      return image -> {
        Image found = base.find(image);
        LayerPrefix.require(image, found);
        return found.manifest().layers().size();
      };
    }

    private static int has(ImageDraft image, int wanted, int kept) throws RefusedInputException {
      int layers = image.layers().size();
      if (wanted < 1 || wanted > layers) {
        throw new RefusedInputException(
            "image "
                + image.from().descriptor().digest()
                + " has layers 1 to "
                + layers
                + ", not "
                + wanted);
      }
      return kept;
    }
  }

  public LayerMerge(LayerMaker maker, Lowest kept, Compression compression, SourceDate date) {
    this.maker = maker;
    this.kept = kept;
    this.compression = compression;
    this.date = date;
  }

  @Override
  public ImageDraft apply(ImageDraft image) throws IOException, DockerfileException {
    List<Layer> layers = image.layers();
    int lowest = kept.kept(image);
    int merged = layers.size() - lowest;
    if (merged < 2) {
      return image;
    }
    ImageConfig config = LayerHistory.fitting(image.config());
    List<Layer> after = new ArrayList<>(layers.subList(0, lowest));
    after.add(maker.merge(layers, lowest, compression));
    int entries = LayerHistory.entries(config.history(), lowest);
    return image.withLayers(after, LayerHistory.merged(config.history(), entries, merged, date));
  }
}
