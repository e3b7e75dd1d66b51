package dev.lamina.oci;

import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a build did (OCI image-spec, config.md, "history"). Empty texts are absent.
 *
 * @param created when, RFC 3339 as written
 * @param createdBy the command
 * @param author who
 * @param comment more words
 * @param emptyLayer whether the step made no layer
 * @param extra members that this version does not know, kept
 */
public record History(
    @Nullable String created,
    @Nullable String createdBy,
    @Nullable String author,
    @Nullable String comment,
    boolean emptyLayer,
    JsonObject extra) {
  private static final Set<String> KEYS =
      Set.of("created", "created_by", "author", "comment", "empty_layer");

  public History {
    created = emptyToNull(created);
    createdBy = emptyToNull(createdBy);
    author = emptyToNull(author);
    comment = emptyToNull(comment);
  }

  public History(
      @Nullable String created,
      @Nullable String createdBy,
      @Nullable String author,
      @Nullable String comment,
      boolean emptyLayer) {
    this(created, createdBy, author, comment, emptyLayer, JsonObject.EMPTY);
  }

  static History parse(JsonObject object) throws RefusedInputException {
    object.requireExactCase(KEYS);
    return new History(
        object.stringOrNull("created"),
        object.stringOrNull("created_by"),
        object.stringOrNull("author"),
        object.stringOrNull("comment"),
        object.bool("empty_layer", false),
        object.without(KEYS));
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .setUnlessEmpty("created", created)
        .setUnlessEmpty("created_by", createdBy)
        .setUnlessEmpty("author", author)
        .setUnlessEmpty("comment", comment)
        .setIfTrue("empty_layer", emptyLayer)
        .setAll(extra)
        .build();
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
