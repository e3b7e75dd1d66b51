package dev.lamina.oci;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A reference to bytes: what they are, their name, how many (OCI image-spec, descriptor.md).
 *
 * @param mediaType what the bytes are; never empty
 * @param digest the name of the bytes
 * @param size count of the bytes
 * @param urls where else the bytes might be; never followed
 * @param annotations free words, sorted by key
 * @param data the bytes themselves in base64, where the document carries them; already checked
 * @param platform what the image runs on, in an index
 * @param artifactType what the artifact is, in an index
 * @param extra members that this version does not know, kept
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    List<String> urls,
    SortedMap<String, String> annotations,
    @Nullable String data,
    @Nullable Platform platform,
    @Nullable String artifactType,
    JsonObject extra) {
  private static final Set<String> KEYS =
      Set.of(
          "mediaType", "digest", "size", "urls", "annotations", "data", "platform", "artifactType");

  /** Descriptor of the document {@code {}} (manifest.md, "Guidance for an Empty Descriptor"). */
  public static final Descriptor EMPTY_JSON =
      of(MediaType.EMPTY, Digest.sha256(new byte[] {'{', '}'}), 2);

  /**
   * @throws IllegalArgumentException when the media type is empty or the size negative
   */
  public Descriptor {
    if (mediaType.isEmpty()) {
      throw new IllegalArgumentException("descriptor without a media type");
    }
    if (size < 0) {
      throw new IllegalArgumentException("negative size " + size);
    }
    urls = List.copyOf(urls);
    annotations = Sorted.map(annotations);
  }

  /** A descriptor that says only what it must. */
  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(
        mediaType,
        digest,
        size,
        List.of(),
        Sorted.map(Map.of()),
        null,
        null,
        null,
        JsonObject.EMPTY);
  }

  /** Reads a descriptor. */
  public static Descriptor parse(JsonObject object) throws RefusedInputException {
    object.requireExactCase(KEYS);
    JsonObject platform = object.objectOrNull("platform");
    long size = object.integer("size");
    if (size < 0) {
      throw object.refusal("size", "is negative");
    }
    if (object.string("mediaType").isEmpty()) {
      throw object.refusal("mediaType", "is empty");
    }
    Descriptor descriptor =
        new Descriptor(
            object.string("mediaType"),
            Digests.read(object, "digest"),
            size,
            object.strings("urls"),
            object.stringMap("annotations"),
            object.stringOrNull("data"),
            platform == null ? null : Platform.parse(platform),
            object.stringOrNull("artifactType"),
            object.without(KEYS));
    descriptor.checkContent(object);
    return descriptor;
  }

  /** What the descriptor itself says about its bytes must be true. */
  private void checkContent(JsonObject object) throws RefusedInputException {
    if (mediaType.equals(MediaType.EMPTY)
        && digest.algorithm() == DigestAlgorithm.SHA256
        && !(digest.equals(EMPTY_JSON.digest()) && size == EMPTY_JSON.size())) {
      throw object.refusal("digest", "is not that of the empty document {}");
    }
    if (data == null) {
      return;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException e) {
      throw object.refusal("data", "is not base64");
    }
    MessageDigest hash = digest.algorithm().newMessageDigest();
    hash.update(bytes);
    if (bytes.length != size || !Digest.of(digest.algorithm(), hash).equals(digest)) {
      throw object.refusal("data", "does not match digest and size");
    }
  }

  /** The JSON form; the inverse of {@link #parse}. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .set("mediaType", mediaType)
        .set("digest", digest.toString())
        .set("size", size)
        .setUnlessEmpty("urls", urls)
        .setUnlessEmpty("annotations", annotations)
        .setUnlessEmpty("data", data)
        .set("platform", platform == null ? null : platform.toJson())
        .setUnlessEmpty("artifactType", artifactType)
        .setAll(extra)
        .build();
  }

  // as in Digest: the JVM is slow to make that of a record with many parts
  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  /** Whether both name the same bytes; words around them do not count. */
  public boolean sameContent(Descriptor other) {
    return digest.equals(other.digest) && size == other.size;
  }

  /** Only media type, digest and size. */
  public Descriptor bare() {
    return of(mediaType, digest, size);
  }

  public Descriptor withPlatform(@Nullable Platform changed) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, data, changed, artifactType, extra);
  }

  public Descriptor withAnnotations(Map<String, String> changed) {
    return new Descriptor(
        mediaType, digest, size, urls, Sorted.map(changed), data, platform, artifactType, extra);
  }

  public Descriptor withArtifactType(@Nullable String changed) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, data, platform, changed, extra);
  }

  /**
   * Checks that bytes are the ones described.
   *
   * @param what names the bytes in the message
   */
  public void verify(byte[] bytes, String what) throws ContentMismatchException {
    if (bytes.length != size) {
      throw new ContentMismatchException(
          what + " has " + bytes.length + " bytes, expected " + size + " (" + digest + ")");
    }
    MessageDigest hash = digest.algorithm().newMessageDigest();
    hash.update(bytes);
    Digest actual = Digest.of(digest.algorithm(), hash);
    if (!actual.equals(digest)) {
      throw new ContentMismatchException(
          "digest mismatch of " + what + ": expected " + digest + ", got " + actual);
    }
  }
}
