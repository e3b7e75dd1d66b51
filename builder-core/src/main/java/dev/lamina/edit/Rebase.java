package dev.lamina.edit;

import dev.lamina.build.LayerHistory;
import dev.lamina.build.LayerMaker;
import dev.lamina.image.Image;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the layers of an image on another base than the one that it was made on. No layer is read:
 * whether files of both are about the same thing is not looked at.
 */
public final class Rebase implements ImageEdit {
  private final BaseFinder oldBases;
  private final BaseFinder newBases;
  private final @Nullable String name;

  /**
   * @param newBases whose layers are in the store
   * @param name what the new base is called, for the annotation; null when it has no name
   */
  public Rebase(BaseFinder oldBases, BaseFinder newBases, @Nullable String name) {
    this.oldBases = oldBases;
    this.newBases = newBases;
    this.name = name;
  }

  @Override
  public ImageDraft apply(ImageDraft image) throws IOException {
    Image oldBase = oldBases.find(image);
    Image newBase = newBases.find(image);
    LayerPrefix.require(image, oldBase);
    requireSamePlatform(image, newBase);
    ImageConfig old = oldBase.config().value();
    ImageConfig now = newBase.config().value();
    int below = oldBase.manifest().layers().size();
    List<Layer> layers = new ArrayList<>(ImageDraft.of(newBase).layers());
    layers.addAll(image.layers().subList(below, image.layers().size()));
    if (layers.size() > LayerMaker.MOST_LAYERS) {
      throw new RefusedInputException(
          "the image would have "
              + layers.size()
              + " layers, and no runtime can stack more than "
              + LayerMaker.MOST_LAYERS);
    }
    ImageDraft rebased =
        image
            .withConfig(new ConfigRebase(old, now).of(image.config()))
            .withLayers(layers, history(image.config(), old, now));
    return annotated(rebased, newBase);
  }

  /** A base that is no index is found whatever it is for. */
  private static void requireSamePlatform(ImageDraft image, Image newBase)
      throws RefusedInputException {
    Platform own = image.config().platform();
    Platform base = newBase.config().value().platform();
    if (!new PlatformMatcher(own).matches(base)) {
      throw new RefusedInputException(
          "image "
              + image.from().descriptor().digest()
              + " is for "
              + Escaped.text(own.toString())
              + ", and the new base "
              + newBase.descriptor().digest()
              + " for "
              + Escaped.text(base.toString()));
    }
  }

  /** The new base's, then what the image has added to that of the old. */
  private static List<History> history(ImageConfig image, ImageConfig old, ImageConfig now) {
    List<History> own = LayerHistory.fitting(image).history();
    List<History> base = old.history();
    boolean begins = own.size() >= base.size() && own.subList(0, base.size()).equals(base);
    boolean fits = LayerHistory.fits(old);
    int from =
        begins && fits ? base.size() : LayerHistory.entries(own, old.rootFs().diffIds().size());
    List<History> history = new ArrayList<>(LayerHistory.fitting(now).history());
    history.addAll(own.subList(from, own.size()));
    return history;
  }

  private ImageDraft annotated(ImageDraft image, Image newBase) {
    if (image.isDockers()) {
      return image;
    }
    SortedMap<String, String> words = new TreeMap<>(image.manifest().annotations());
    words.put(Annotations.BASE_DIGEST, newBase.descriptor().digest().toString());
    words.remove(Annotations.BASE_NAME);
    if (name != null) {
      words.put(Annotations.BASE_NAME, name);
    }
    return image.withManifest(image.manifest().withAnnotations(words));
  }
}
