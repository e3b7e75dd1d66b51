package dev.lamina.cli;

import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a build is to leave beside the image in the store, as buildx spells it.
 *
 * @param kind what is written
 * @param dest where; null is standard output, for {@link Kind#ENGINE}, {@link Kind#REGISTRY} and
 *     {@link Kind#STORE} nothing
 * @param names more names for the image
 */
record Output(Kind kind, @Nullable String dest, List<Reference> names) {
  enum Kind {
    /** The image's files, in a directory. */
    FILES,
    /** The image's files, in a tar. */
    TAR,
    /** An archive of the image. */
    ARCHIVE,
    /** An OCI image layout in a directory. */
    LAYOUT,
    /** A Docker engine. */
    ENGINE,
    /** The registries of the image's names. */
    REGISTRY,
    /** The store, where the image is anyway. */
    STORE
  }

  Output {
    names = List.copyOf(names);
  }

  boolean isToStdout() {
    return dest == null && (kind == Kind.TAR || kind == Kind.ARCHIVE);
  }

  /** Reads {@code type=…,dest=…}, a directory, or {@code -}. */
  static Output parse(String text) throws UsageException {
    if (text.indexOf('=') < 0) {
      return text.equals("-")
          ? new Output(Kind.TAR, null, List.of())
          : new Output(Kind.FILES, text, List.of());
    }
    Map<String, String> fields = fields(text);
    String type = fields.remove("type");
    String dest = fields.remove("dest");
    String tar = fields.remove("tar");
    List<Reference> names = names(fields.remove("name"), text);
    String push = fields.remove("push");
    if (!fields.isEmpty()) {
      throw wrong(
          text, "'" + Escaped.text(fields.keySet().iterator().next()) + "' is not understood");
    }
    Kind kind = pushed(kind(type, dest, tar, text), push, text);
    String place = dest == null || dest.equals("-") ? null : dest;
    if (place == null && (kind == Kind.FILES || kind == Kind.LAYOUT)) {
      throw wrong(text, "dest= must name a directory");
    }
    if (dest != null && (kind == Kind.STORE || kind == Kind.REGISTRY)) {
      throw wrong(text, "an image has no dest=");
    }
    return new Output(kind, place, names);
  }

  private static Map<String, String> fields(String text) throws UsageException {
    Map<String, String> fields = new TreeMap<>();
    for (String field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw wrong(text, "'" + Escaped.text(field) + "' is not NAME=VALUE");
      }
      fields.put(
          field.substring(0, equals).strip().toLowerCase(Locale.ROOT), field.substring(equals + 1));
    }
    return fields;
  }

  private static List<Reference> names(@Nullable String text, String whole) throws UsageException {
    List<Reference> names = new ArrayList<>();
    if (text != null) {
      try {
        names.add(Reference.parse(text));
      } catch (IllegalArgumentException e) {
        throw wrong(whole, String.valueOf(e.getMessage()));
      }
    }
    return names;
  }

  private static Kind kind(
      @Nullable String type, @Nullable String dest, @Nullable String tar, String text)
      throws UsageException {
    boolean archive = "oci".equals(type) || "docker".equals(type);
    if (tar != null && (!archive || !tar.matches("true|false"))) {
      throw wrong(text, "tar=true or tar=false is for types oci and docker");
    }
    boolean directory = "false".equals(tar);
    String word = type == null ? "" : type;
    return switch (word) {
      case "local" -> Kind.FILES;
      case "tar" -> Kind.TAR;
      case "oci" -> directory ? Kind.LAYOUT : Kind.ARCHIVE;
      case "docker" -> directory ? Kind.LAYOUT : dest == null ? Kind.ENGINE : Kind.ARCHIVE;
      case "image" -> Kind.STORE;
      case "registry" -> Kind.REGISTRY;
      case "" -> throw wrong(text, "type= is missing");
      default ->
          throw wrong(
              text,
              "type '"
                  + Escaped.text(word)
                  + "' is none of local, tar, oci, docker, image, registry");
    };
  }

  /** {@code type=image,push=true} is another way to say {@code type=registry}. */
  private static Kind pushed(Kind kind, @Nullable String push, String text) throws UsageException {
    if (push == null || (push.equals("false") && kind == Kind.STORE)) {
      return kind;
    }
    if (push.equals("true") && (kind == Kind.STORE || kind == Kind.REGISTRY)) {
      return Kind.REGISTRY;
    }
    throw wrong(text, "push=true or push=false is for type image");
  }

  private static UsageException wrong(String text, String why) {
    return new UsageException(
        "build: --output '" + Escaped.text(text) + "': " + why,
        "write -o DIR, -o - or -o type=local|tar|oci|docker|image|registry,dest=PLACE");
  }
}
