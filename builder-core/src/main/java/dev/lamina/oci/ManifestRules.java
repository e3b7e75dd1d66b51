package dev.lamina.oci;

import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What manifests and indexes have in common where they are read. */
final class ManifestRules {
  private ManifestRules() {}

  /**
   * Refuses old versions, and documents that one reader takes for a manifest and another for an
   * index (CVE-2021-41190).
   *
   * @param fallback the media type where the document does not say one
   * @param foreign members of the other kind
   * @return the media type
   */
  static String mediaType(JsonObject object, String fallback, List<String> foreign)
      throws RefusedInputException {
    if (object.has("fsLayers") || object.has("signatures")) {
      throw object.refusal(
          "is a manifest of schema version 1; push the image again with a current tool");
    }
    long version = object.integer("schemaVersion");
    if (version == 1) {
      throw object.refusal("schemaVersion", "is 1; push the image again with a current tool");
    }
    if (version != 2) {
      throw object.refusal("schemaVersion", "is " + version + ", expected 2");
    }
    for (String key : foreign) {
      if (object.has(key)) {
        throw object.refusal(key, "does not belong here: the document could be read in two ways");
      }
    }
    String own = object.string("mediaType", "");
    return own.isEmpty() ? fallback : own;
  }

  /** How one kind of document is read, given the media type of one that does not say it. */
  @FunctionalInterface
  interface Reader<M> {
    M read(JsonObject object, String fallback) throws RefusedInputException;
  }

  /**
   * Reads the bytes that a descriptor refers to; refuses a document that calls itself something
   * else than the descriptor does.
   *
   * @param what the kind, for messages
   */
  static <M extends Manifest> Document<M> document(
      Descriptor descriptor, byte[] bytes, String what, Reader<M> reader) throws IOException {
    return Document.parse(
        descriptor,
        bytes,
        what,
        object -> {
          M manifest = reader.read(object, descriptor.mediaType());
          if (!manifest.mediaType().equals(descriptor.mediaType())) {
            throw object.refusal(
                "mediaType",
                "is '"
                    + Escaped.text(manifest.mediaType())
                    + "', expected '"
                    + Escaped.text(descriptor.mediaType())
                    + "'");
          }
          return manifest;
        });
  }

  /** Reads the bytes of a document that nothing refers to yet. */
  static <M extends Manifest> Document<M> document(
      byte[] bytes, String what, String fallback, Reader<M> reader) throws IOException {
    Digest digest = Digest.sha256(bytes);
    M manifest = reader.read(Json.parseObject(bytes, what + " " + digest), fallback);
    return document(Descriptor.of(manifest.mediaType(), digest, bytes.length), bytes, what, reader);
  }

  /** The descriptors below a key, at most so many. */
  static List<Descriptor> descriptors(JsonObject object, String key, int most)
      throws RefusedInputException {
    List<JsonObject> elements = object.objects(key);
    if (elements.size() > most) {
      throw object.refusal(key, "has " + elements.size() + " elements, limit " + most);
    }
    List<Descriptor> descriptors = new ArrayList<>();
    for (JsonObject element : elements) {
      descriptors.add(Descriptor.parse(element));
    }
    return descriptors;
  }

  /** What the document is about, if it says so. */
  static @Nullable Descriptor subject(JsonObject object) throws RefusedInputException {
    JsonObject subject = object.objectOrNull("subject");
    return subject == null ? null : Descriptor.parse(subject);
  }
}
