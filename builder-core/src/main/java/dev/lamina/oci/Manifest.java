package dev.lamina.oci;

import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a name refers to: one image, or an index of several. */
public sealed interface Manifest permits ImageManifest, ImageIndex {
  /** The media type of the document. */
  String mediaType();

  /** What must exist before this may be stored, in the order to store it. */
  List<Descriptor> children();

  /** What this artifact is about, if it is; it need not exist. */
  @Nullable Descriptor subject();

  /** Free words, sorted by key. */
  SortedMap<String, String> annotations();

  /** The JSON form. */
  JsonObject toJson();

  /**
   * Reads a manifest or an index from the bytes that a descriptor refers to.
   *
   * @throws dev.lamina.digest.ContentMismatchException when size or digest differ
   * @throws RefusedInputException when it is neither, or not what the media type says
   */
  static Document<? extends Manifest> document(Descriptor descriptor, byte[] bytes)
      throws IOException {
    return MediaType.isIndex(descriptor.mediaType())
        ? ImageIndex.document(descriptor, bytes)
        : ImageManifest.document(descriptor, bytes);
  }

  /**
   * The media type that a manifest or index says it has, or that its members show where it does not
   * say.
   *
   * @param what names the document in messages
   */
  static String mediaTypeOf(byte[] bytes, String what) throws RefusedInputException {
    JsonObject object = Json.parseObject(bytes, what);
    String own = object.stringOrNull("mediaType");
    if (own != null && !own.isEmpty()) {
      return own;
    }
    return object.has("manifests") ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
  }
}
