package dev.lamina.oci;

import dev.lamina.digest.Digest;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an image (OCI image-spec, config.md). Its digest is the image ID.
 *
 * @param created when, RFC 3339 as written
 * @param author who
 * @param platform what it runs on
 * @param config how to run it
 * @param rootFs its layers by their uncompressed bytes
 * @param history what made it, oldest first
 * @param extra members that this version does not know, kept
 */
public record ImageConfig(
    @Nullable String created,
    @Nullable String author,
    Platform platform,
    ContainerConfig config,
    RootFs rootFs,
    List<History> history,
    JsonObject extra) {
  private static final Set<String> KEYS = keys();

  private static Set<String> keys() {
    Set<String> keys = new HashSet<>(Platform.KEYS);
    keys.addAll(List.of("created", "author", "config", "rootfs", "history"));
    return Set.copyOf(keys);
  }

  public ImageConfig {
    created = created == null || created.isEmpty() ? null : created;
    author = author == null || author.isEmpty() ? null : author;
    history = List.copyOf(history);
  }

  /** The configuration of an image without layers. */
  public static ImageConfig of(Platform platform) {
    return new ImageConfig(
        null, null, platform, ContainerConfig.EMPTY, RootFs.EMPTY, List.of(), JsonObject.EMPTY);
  }

  /** Reads a configuration. */
  public static ImageConfig parse(JsonObject object) throws RefusedInputException {
    object.requireExactCase(KEYS);
    JsonObject config = object.objectOrNull("config");
    List<History> history = new ArrayList<>();
    for (JsonObject entry : object.objects("history")) {
      history.add(History.parse(entry));
    }
    return new ImageConfig(
        object.stringOrNull("created"),
        object.stringOrNull("author"),
        Platform.parse(object),
        config == null ? ContainerConfig.EMPTY : ContainerConfig.parse(config),
        RootFs.parse(object.object("rootfs")),
        history,
        object.without(KEYS));
  }

  /**
   * Reads a configuration from the bytes that a descriptor refers to.
   *
   * @throws dev.lamina.digest.ContentMismatchException when size or digest differ
   * @throws RefusedInputException when it is not a configuration
   */
  public static Document<ImageConfig> document(Descriptor descriptor, byte[] bytes)
      throws IOException {
    return Document.parse(descriptor, bytes, "config", ImageConfig::parse);
  }

  /** Reads an OCI configuration that nothing refers to yet. */
  public static Document<ImageConfig> document(byte[] bytes) throws IOException {
    return document(Descriptor.of(MediaType.OCI_CONFIG, Digest.sha256(bytes), bytes.length), bytes);
  }

  /**
   * This configuration as a document of canonical bytes.
   *
   * @param mediaType {@link MediaType#OCI_CONFIG} or {@link MediaType#DOCKER_CONFIG}
   */
  public Document<ImageConfig> toDocument(String mediaType) {
    return Document.of(mediaType, this, toJson());
  }

  /** The JSON form; the inverse of {@link #parse}. */
  public JsonObject toJson() {
    JsonObject.Builder out =
        JsonObject.builder().setUnlessEmpty("created", created).setUnlessEmpty("author", author);
    platform.write(out);
    return out.set("config", config.toJson())
        .set("rootfs", rootFs.toJson())
        .set(
            "history",
            history.isEmpty()
                ? null
                : new JsonArray(history.stream().<JsonValue>map(History::toJson).toList()))
        .setAll(extra)
        .build();
  }

  public ImageConfig withCreated(@Nullable String changed) {
    return new ImageConfig(changed, author, platform, config, rootFs, history, extra);
  }

  public ImageConfig withAuthor(@Nullable String changed) {
    return new ImageConfig(created, changed, platform, config, rootFs, history, extra);
  }

  public ImageConfig withPlatform(Platform changed) {
    return new ImageConfig(created, author, changed, config, rootFs, history, extra);
  }

  public ImageConfig withConfig(ContainerConfig changed) {
    return new ImageConfig(created, author, platform, changed, rootFs, history, extra);
  }

  public ImageConfig withRootFs(RootFs changed) {
    return new ImageConfig(created, author, platform, config, changed, history, extra);
  }

  public ImageConfig withHistory(List<History> changed) {
    return new ImageConfig(created, author, platform, config, rootFs, changed, extra);
  }

  public ImageConfig withExtra(JsonObject changed) {
    return new ImageConfig(created, author, platform, config, rootFs, history, changed);
  }
}
