package dev.lamina.oci;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import java.util.List;

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

  /** Refuses a document that calls itself something else than what refers to it says. */
  static void checkSame(JsonObject object, String own, Descriptor descriptor)
      throws RefusedInputException {
    if (!own.equals(descriptor.mediaType())) {
      throw object.refusal(
          "mediaType",
          "is '"
              + Escaped.text(own)
              + "', expected '"
              + Escaped.text(descriptor.mediaType())
              + "'");
    }
  }
}
