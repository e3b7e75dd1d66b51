package dev.lamina.oci;

import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The layers of an image by their uncompressed bytes (OCI image-spec, config.md, "rootfs").
 *
 * @param diffIds from the bottom to the top
 * @param extra members that this version does not know, kept
 */
public record RootFs(List<Digest> diffIds, JsonObject extra) {
  private static final Set<String> KEYS = Set.of("type", "diff_ids");

  /** No layers. */
  public static final RootFs EMPTY = new RootFs(List.of());

  public RootFs {
    diffIds = List.copyOf(diffIds);
  }

  public RootFs(List<Digest> diffIds) {
    this(diffIds, JsonObject.EMPTY);
  }

  static RootFs parse(JsonObject object) throws RefusedInputException {
    object.requireExactCase(KEYS);
    String type = object.string("type");
    if (!type.equals("layers")) {
      throw object.refusal("type", "is '" + Escaped.text(type) + "', expected 'layers'");
    }
    return new RootFs(Digests.readAll(object, "diff_ids"), object.without(KEYS));
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .set("type", "layers")
        .set("diff_ids", JsonArray.ofStrings(diffIds.stream().map(Digest::toString).toList()))
        .setAll(extra)
        .build();
  }

  /** With one more layer on top. */
  public RootFs with(Digest diffId) {
    List<Digest> more = new ArrayList<>(diffIds);
    more.add(diffId);
    return new RootFs(more, extra);
  }
}
