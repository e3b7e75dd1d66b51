package dev.lamina.oci;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of one image or artifact (OCI image-spec, manifest.md; Docker's version 2, schema 2
 * has the same form).
 *
 * @param mediaType {@link MediaType#OCI_MANIFEST} or {@link MediaType#DOCKER_MANIFEST}
 * @param artifactType what the artifact is, when it is not an image
 * @param config the configuration
 * @param layers from the bottom to the top; at most {@link #MAX_LAYERS}
 * @param subject what this artifact is about
 * @param annotations free words, sorted by key
 * @param extra members that this version does not know, kept
 */
public record ImageManifest(
    String mediaType,
    @Nullable String artifactType,
    Descriptor config,
    List<Descriptor> layers,
    @Nullable Descriptor subject,
    SortedMap<String, String> annotations,
    JsonObject extra)
    implements Manifest {
  /** Most layers that are read. */
  public static final int MAX_LAYERS = 512;

  private static final Set<String> KEYS =
      Set.of(
          "schemaVersion",
          "mediaType",
          "artifactType",
          "config",
          "layers",
          "subject",
          "annotations");
  private static final Set<String> KNOWN =
      Set.of(
          "schemaVersion",
          "mediaType",
          "artifactType",
          "config",
          "layers",
          "subject",
          "annotations",
          "manifests",
          "fsLayers");

  /**
   * @throws IllegalArgumentException when the media type is not that of a manifest
   */
  public ImageManifest {
    if (!MediaType.isManifest(mediaType)) {
      throw new IllegalArgumentException("not a manifest: " + mediaType);
    }
    layers = List.copyOf(layers);
    annotations = Sorted.map(annotations);
  }

  /** The manifest of an image. */
  public static ImageManifest of(String mediaType, Descriptor config, List<Descriptor> layers) {
    return new ImageManifest(
        mediaType, null, config, layers, null, Sorted.map(Map.of()), JsonObject.EMPTY);
  }

  /** Reads a manifest; one that does not say its media type is taken for an OCI manifest. */
  public static ImageManifest parse(JsonObject object) throws RefusedInputException {
    return parse(object, MediaType.OCI_MANIFEST);
  }

  private static ImageManifest parse(JsonObject object, String fallback)
      throws RefusedInputException {
    object.requireExactCase(KNOWN);
    String mediaType = ManifestRules.mediaType(object, fallback, List.of("manifests"));
    if (!MediaType.isManifest(mediaType)) {
      throw object.refusal("mediaType", "'" + Escaped.text(mediaType) + "' is not a manifest's");
    }
    return new ImageManifest(
        mediaType,
        object.stringOrNull("artifactType"),
        Descriptor.parse(object.object("config")),
        ManifestRules.descriptors(object, "layers", MAX_LAYERS),
        ManifestRules.subject(object),
        object.stringMap("annotations"),
        object.without(KEYS));
  }

  /**
   * Reads a manifest from the bytes that a descriptor refers to.
   *
   * @throws dev.lamina.digest.ContentMismatchException when size or digest differ
   * @throws RefusedInputException when it is not a manifest, or not of the descriptor's media type
   */
  public static Document<ImageManifest> document(Descriptor descriptor, byte[] bytes)
      throws IOException {
    return ManifestRules.document(descriptor, bytes, "manifest", ImageManifest::parse);
  }

  /** Reads a manifest that nothing refers to yet. */
  public static Document<ImageManifest> document(byte[] bytes) throws IOException {
    return ManifestRules.document(bytes, "manifest", MediaType.OCI_MANIFEST, ImageManifest::parse);
  }

  /** This manifest as a document of canonical bytes. */
  public Document<ImageManifest> toDocument() {
    return Document.of(mediaType, this, toJson());
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .set("schemaVersion", 2)
        .set("mediaType", mediaType)
        .setUnlessEmpty("artifactType", artifactType)
        .set("config", config.toJson())
        .set("layers", new JsonArray(layers.stream().<JsonValue>map(Descriptor::toJson).toList()))
        .set("subject", subject == null ? null : subject.toJson())
        .setUnlessEmpty("annotations", annotations)
        .setAll(extra)
        .build();
  }

  /** The layers, then the config. */
  @Override
  public List<Descriptor> children() {
    List<Descriptor> children = new ArrayList<>(layers);
    children.add(config);
    return children;
  }

  public ImageManifest withAnnotations(Map<String, String> changed) {
    return new ImageManifest(
        mediaType, artifactType, config, layers, subject, Sorted.map(changed), extra);
  }

  public ImageManifest withConfigAndLayers(Descriptor newConfig, List<Descriptor> newLayers) {
    return new ImageManifest(
        mediaType, artifactType, newConfig, newLayers, subject, annotations, extra);
  }
}
