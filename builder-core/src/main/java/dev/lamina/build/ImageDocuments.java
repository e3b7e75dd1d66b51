package dev.lamina.build;

import dev.lamina.build.Annotation.Level;
import dev.lamina.digest.Digest;
import dev.lamina.image.ImageSink;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the documents of what was built. */
final class ImageDocuments {
  private final ImageSink sink;
  private final BuildRequest request;
  private final ImageFormat format;

  /** An image of one platform, stored. */
  record Stored(Descriptor manifest, Digest config, Platform platform) {}

  ImageDocuments(ImageSink sink, BuildRequest request) {
    this.sink = sink;
    this.request = request;
    this.format = request.format();
  }

  /** Writes config and manifest of the image for a platform. */
  Stored put(StageImage image, Platform platform) throws IOException {
    ImageConfig config = finished(image.config(), platform);
    List<Descriptor> layers = new ArrayList<>();
    for (Layer layer : image.layers()) {
      layers.add(inFormat(format, layer.descriptor()));
    }
    Document<ImageManifest> manifest =
        write(sink, format, config, layers, annotations(Level.MANIFEST, platform));
    Descriptor descriptor =
        manifest.descriptor().withAnnotations(annotations(Level.MANIFEST_DESCRIPTOR, platform));
    return new Stored(
        descriptor, manifest.value().config().digest(), config.platform().normalized());
  }

  /** Writes a config and the manifest of an image that has it. */
  static Document<ImageManifest> write(
      ImageSink sink,
      ImageFormat format,
      ImageConfig config,
      List<Descriptor> layers,
      Map<String, String> annotations)
      throws IOException {
    Document<ImageConfig> document = config.toDocument(format.config());
    sink.put(document);
    Document<ImageManifest> manifest =
        ImageManifest.of(format.manifest(), document.descriptor(), layers)
            .withAnnotations(annotations)
            .toDocument();
    sink.put(manifest);
    return manifest;
  }

  /** A layer by the name that a format has for its kind. */
  static Descriptor inFormat(ImageFormat format, Descriptor layer) {
    String mediaType = format.layer(layer.mediaType());
    return mediaType.equals(layer.mediaType())
        ? layer
        : Descriptor.of(mediaType, layer.digest(), layer.size());
  }

  /** As BuildKit: a platform that was asked for counts, whatever the base is for. */
  private ImageConfig finished(ImageConfig config, Platform platform) {
    Map<String, String> labels = new TreeMap<>(config.config().labels());
    labels.putAll(request.labels());
    ImageConfig finished =
        config
            .withConfig(config.config().withLabels(labels))
            .withCreated(request.sourceDate().text());
    Platform own = config.platform();
    boolean same =
        own.os().equals(platform.os()) && own.architecture().equals(platform.architecture());
    boolean kept = same && platform.variant() == null;
    return request.isPlatformGiven() && !kept ? finished.withPlatform(platform) : finished;
  }

  /** Writes the index of several platforms; returns what refers to it. */
  Descriptor index(List<Stored> images) throws IOException {
    List<Descriptor> manifests =
        images.stream().map(image -> image.manifest().withPlatform(image.platform())).toList();
    Document<ImageIndex> index =
        ImageIndex.of(format.index(), manifests)
            .withAnnotations(annotations(Level.INDEX))
            .toDocument();
    sink.put(index);
    return index.descriptor().withAnnotations(annotations(Level.INDEX_DESCRIPTOR));
  }

  private Map<String, String> annotations(Level level) {
    Map<String, String> found = new TreeMap<>();
    for (Annotation annotation : request.annotations()) {
      if (annotation.level() == level) {
        found.put(annotation.key(), annotation.value());
      }
    }
    return found;
  }

  /** Those for one platform win over those for every one. */
  private Map<String, String> annotations(Level level, Platform platform) {
    Map<String, String> found = new TreeMap<>();
    for (boolean own : new boolean[] {false, true}) {
      for (Annotation annotation : request.annotations()) {
        boolean wanted = annotation.level() == level && annotation.isFor(platform);
        if (wanted && own == (annotation.platform() != null)) {
          found.put(annotation.key(), annotation.value());
        }
      }
    }
    return found;
  }
}
