package dev.lamina.edit;

import dev.lamina.image.Image;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.RootFs;
import java.util.ArrayList;
import java.util.List;

/**
 * An image on its way to another. What is not changed keeps its bytes: the config as long as it
 * says the same, the manifest as long as it refers to the same.
 *
 * @param from where it began
 * @param config what the config is to say; its diffIDs are those of {@code layers}
 * @param manifest what the manifest is to say, but for the descriptor of the config
 */
public record ImageDraft(Image from, ImageConfig config, ImageManifest manifest) {
  /** A draft of an image that is not changed yet. */
  public static ImageDraft of(Image image) {
    return new ImageDraft(image, image.config().value(), image.manifest());
  }

  /** The layers, the lowest first, in the manifest's terms. */
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      layers.add(new Layer(manifest.layers().get(i), config.rootFs().diffIds().get(i)));
    }
    return layers;
  }

  /** Whether the documents are Docker's, which have no annotations. */
  public boolean isDockers() {
    return manifest.mediaType().equals(MediaType.DOCKER_MANIFEST);
  }

  public ImageDraft withConfig(ImageConfig changed) {
    return new ImageDraft(from, changed, manifest);
  }

  public ImageDraft withManifest(ImageManifest changed) {
    return new ImageDraft(from, config, changed);
  }

  /** With other layers, whose media types become those of this image's format. */
  public ImageDraft withLayers(List<Layer> changed, List<History> history) {
    RootFs rootFs =
        new RootFs(changed.stream().map(Layer::diffId).toList(), config.rootFs().extra());
    List<Descriptor> descriptors =
        changed.stream().map(Layer::descriptor).map(this::inFormat).toList();
    return new ImageDraft(
        from,
        config.withRootFs(rootFs).withHistory(history),
        manifest.withConfigAndLayers(manifest.config(), descriptors));
  }

  private Descriptor inFormat(Descriptor layer) {
    String mediaType =
        isDockers()
            ? MediaType.dockerLayer(layer.mediaType())
            : MediaType.ociLayer(layer.mediaType());
    return mediaType.equals(layer.mediaType())
        ? layer
        : Descriptor.of(mediaType, layer.digest(), layer.size());
  }

  /** The config as a document. */
  Document<ImageConfig> configDocument() {
    return config.equals(from.config().value())
        ? from.config()
        : config.toDocument(from.config().descriptor().mediaType());
  }
}
