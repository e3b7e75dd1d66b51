package dev.lamina.page;

import dev.lamina.filetree.LayerShare;
import dev.lamina.filetree.LayerShare.StoredFile;
import dev.lamina.image.Image;
import dev.lamina.image.ImageStep;
import dev.lamina.oci.Descriptor;
import java.util.List;

/**
 * What a page tells of an image.
 *
 * @param names that it has, as people type them
 * @param image its manifest and config
 * @param layers what its layers bring, the lowest first, as many as the manifest has
 */
public record ImageReport(List<String> names, Image image, List<LayerShare> layers) {
  public ImageReport {
    names = List.copyOf(names);
    layers = List.copyOf(layers);
    if (layers.size() != image.manifest().layers().size()) {
      throw new IllegalArgumentException(
          layers.size() + " shares for " + image.manifest().layers().size() + " layers");
    }
  }

  /** The first name, or the beginning of the image ID. */
  String title() {
    return names.isEmpty() ? image.id().shortHex() : names.get(0);
  }

  /** Bytes of config and layers as they are stored. */
  long compressed() {
    return image.config().descriptor().size()
        + image.manifest().layers().stream().mapToLong(Descriptor::size).sum();
  }

  /** Bytes of all files of all layers. */
  long uncompressed() {
    return layers.stream().mapToLong(LayerShare::size).sum();
  }

  /** Bytes of the files that no container sees. */
  long wasted() {
    return layers.stream().mapToLong(LayerShare::wasted).sum();
  }

  /** Files of all layers. */
  long files() {
    return layers.stream().mapToLong(layer -> layer.files().size()).sum();
  }

  /** Files that no container sees. */
  long hidden() {
    return layers.stream()
        .flatMap(layer -> layer.files().stream())
        .map(StoredFile::loss)
        .filter(loss -> loss != null)
        .count();
  }

  /** The command that made a layer, or nothing. */
  String createdBy(int layer) {
    return ImageStep.of(image).stream()
        .filter(step -> step.layer().orElse(-1) == layer)
        .map(step -> Html.orEmpty(step.history().createdBy()))
        .findFirst()
        .orElse("");
  }
}
