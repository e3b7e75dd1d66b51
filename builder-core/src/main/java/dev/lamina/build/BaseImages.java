package dev.lamina.build;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.ImageNames;
import dev.lamina.image.Image;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import dev.lamina.registry.RegistryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images that a Dockerfile names: manifest and config, layers only by name. */
final class BaseImages {
  private record Wanted(String name, Platform platform) {}

  private final BuildTools tools;
  private final Map<Wanted, StageImage> known = new HashMap<>();

  BaseImages(BuildTools tools) {
    this.tools = tools;
  }

  /**
   * The image of a name, for a platform.
   *
   * @param place where the Dockerfile names it
   * @throws NotFoundException when it is not in the store
   */
  StageImage find(String name, Platform platform, Place place) throws IOException {
    Wanted wanted = new Wanted(name, platform);
    StageImage image = known.get(wanted);
    if (image == null) {
      image = read(name, platform, place);
      known.put(wanted, image);
    }
    return image;
  }

  private StageImage read(String name, Platform platform, Place place) throws IOException {
    Reference reference = Reference.parse(name);
    String what = "image " + reference.familiar();
    String shown = what + " (" + place.range() + ")";
    String near = ImageNames.suggestion(name, List.of());
    Optional<Image> image;
    try {
      image = tools.bases().find(reference, platform);
    } catch (RegistryException e) {
      throw e.about(shown + near);
    }
    if (image.isEmpty()) {
      throw new NotFoundException(
          shown + " is not in the store; bring it in with `lamina load`, or build it first" + near);
    }
    return stage(image.get(), what, platform, place);
  }

  /**
   * An image as what a stage begins with; a warning says so when it is for another platform.
   *
   * @param what names it in messages
   */
  StageImage stage(Image image, String what, Platform platform, Place place) {
    ImageConfig config = image.config().value();
    if (!new PlatformMatcher(platform).matches(config.platform())) {
      tools
          .progress()
          .on(
              new ProgressEvent.Warning(
                  what
                      + " is for "
                      + Escaped.text(config.platform().toString())
                      + ", not for "
                      + platform,
                  place.range()));
    }
    return StageImage.ofBase(
        LayerHistory.fitting(config), layers(image), image.descriptor().digest());
  }

  private static List<Layer> layers(Image image) {
    List<Layer> layers = new ArrayList<>();
    List<Descriptor> blobs = image.manifest().layers();
    for (int i = 0; i < blobs.size(); i++) {
      layers.add(
          new Layer(inOciTerms(blobs.get(i)), image.config().value().rootFs().diffIds().get(i)));
    }
    return layers;
  }

  /** An OCI manifest names its layers by OCI media types, whoever made them. */
  private static Descriptor inOciTerms(Descriptor layer) {
    String mediaType = MediaType.ociLayer(layer.mediaType());
    return mediaType.equals(layer.mediaType())
        ? layer
        : Descriptor.of(mediaType, layer.digest(), layer.size());
  }
}
