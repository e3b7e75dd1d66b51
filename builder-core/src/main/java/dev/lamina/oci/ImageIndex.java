package dev.lamina.oci;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An index: several manifests under one name (OCI image-spec, image-index.md; Docker's manifest
 * list has the same form).
 *
 * @param mediaType {@link MediaType#OCI_INDEX} or {@link MediaType#DOCKER_LIST}
 * @param artifactType what the artifact is, when it is not an image
 * @param manifests in the order of preference; at most {@link #MAX_MANIFESTS} are read
 * @param subject what this artifact is about
 * @param annotations free words, sorted by key
 * @param extra members that this version does not know, kept
 */
public record ImageIndex(
    String mediaType,
    @Nullable String artifactType,
    List<Descriptor> manifests,
    @Nullable Descriptor subject,
    SortedMap<String, String> annotations,
    JsonObject extra)
    implements Manifest {
  /** Most entries that are read. */
  public static final int MAX_MANIFESTS = 1_000;

  private static final Set<String> KEYS =
      Set.of("schemaVersion", "mediaType", "artifactType", "manifests", "subject", "annotations");
  private static final Set<String> KNOWN =
      Set.of(
          "schemaVersion",
          "mediaType",
          "artifactType",
          "manifests",
          "subject",
          "annotations",
          "config",
          "layers",
          "fsLayers");

  /**
   * @throws IllegalArgumentException when the media type is not that of an index
   */
  public ImageIndex {
    if (!MediaType.isIndex(mediaType)) {
      throw new IllegalArgumentException("not an index: " + mediaType);
    }
    manifests = List.copyOf(manifests);
    annotations = Sorted.map(annotations);
  }

  /** An index of images. */
  public static ImageIndex of(String mediaType, List<Descriptor> manifests) {
    return new ImageIndex(mediaType, null, manifests, null, Sorted.map(Map.of()), JsonObject.EMPTY);
  }

  /** Reads an index; one that does not say its media type is taken for an OCI index. */
  public static ImageIndex parse(JsonObject object) throws RefusedInputException {
    return parse(object, MediaType.OCI_INDEX);
  }

  private static ImageIndex parse(JsonObject object, String fallback) throws RefusedInputException {
    object.requireExactCase(KNOWN);
    String mediaType = ManifestRules.mediaType(object, fallback, List.of("layers", "config"));
    if (!MediaType.isIndex(mediaType)) {
      throw object.refusal("mediaType", "'" + Escaped.text(mediaType) + "' is not an index's");
    }
    return new ImageIndex(
        mediaType,
        object.stringOrNull("artifactType"),
        ManifestRules.descriptors(object, "manifests", MAX_MANIFESTS),
        ManifestRules.subject(object),
        object.stringMap("annotations"),
        object.without(KEYS));
  }

  /**
   * Reads an index from the bytes that a descriptor refers to.
   *
   * @throws dev.lamina.digest.ContentMismatchException when size or digest differ
   * @throws RefusedInputException when it is not an index, or not of the descriptor's media type
   */
  public static Document<ImageIndex> document(Descriptor descriptor, byte[] bytes)
      throws IOException {
    return ManifestRules.document(descriptor, bytes, "index", ImageIndex::parse);
  }

  /** Reads an index that nothing refers to yet. */
  public static Document<ImageIndex> document(byte[] bytes) throws IOException {
    return ManifestRules.document(bytes, "index", MediaType.OCI_INDEX, ImageIndex::parse);
  }

  /** This index as a document of canonical bytes. */
  public Document<ImageIndex> toDocument() {
    return Document.of(mediaType, this, toJson());
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.builder()
        .set("schemaVersion", 2)
        .set("mediaType", mediaType)
        .setUnlessEmpty("artifactType", artifactType)
        .set(
            "manifests",
            new JsonArray(manifests.stream().<JsonValue>map(Descriptor::toJson).toList()))
        .set("subject", subject == null ? null : subject.toJson())
        .setUnlessEmpty("annotations", annotations)
        .setAll(extra)
        .build();
  }

  @Override
  public List<Descriptor> children() {
    return manifests;
  }

  public ImageIndex withManifests(List<Descriptor> changed) {
    return new ImageIndex(mediaType, artifactType, changed, subject, annotations, extra);
  }

  public ImageIndex withAnnotations(Map<String, String> changed) {
    return new ImageIndex(mediaType, artifactType, manifests, subject, Sorted.map(changed), extra);
  }
}
