package dev.lamina.cli;

import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;
import java.util.ArrayList;
import java.util.List;
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

  private static final List<String> FIELDS = List.of("type", "dest", "tar", "name", "push");

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
    OptionFields fields =
        OptionFields.read(
            "--output",
            text,
            "write -o DIR, -o - or -o type=local|tar|oci|docker|image|registry,dest=PLACE",
            FIELDS);
    String type = fields.take("type");
    String dest = fields.take("dest");
    String tar = fields.take("tar");
    List<Reference> names = names(fields.take("name"), fields);
    String push = fields.take("push");
    Kind kind = pushed(kind(type, dest, tar, fields), push, fields);
    String place = dest == null || dest.equals("-") ? null : dest;
    if (place == null && (kind == Kind.FILES || kind == Kind.LAYOUT)) {
      throw fields.wrong("dest= must name a directory");
    }
    if (dest != null && (kind == Kind.STORE || kind == Kind.REGISTRY)) {
      throw fields.wrong("an image has no dest=");
    }
    return new Output(kind, place, names);
  }

  private static List<Reference> names(@Nullable String text, OptionFields fields)
      throws UsageException {
    List<Reference> names = new ArrayList<>();
    if (text != null) {
      try {
        names.add(Reference.parse(text));
      } catch (IllegalArgumentException e) {
        throw fields.wrong(String.valueOf(e.getMessage()));
      }
    }
    return names;
  }

  private static Kind kind(
      @Nullable String type, @Nullable String dest, @Nullable String tar, OptionFields fields)
      throws UsageException {
    boolean archive = "oci".equals(type) || "docker".equals(type);
    if (tar != null && (!archive || !tar.matches("true|false"))) {
      throw fields.wrong("tar=true or tar=false is for types oci and docker");
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
      case "" -> throw fields.wrong("type= is missing");
      default ->
          throw fields.wrong(
              "type '"
                  + Escaped.text(word)
                  + "' is none of local, tar, oci, docker, image, registry");
    };
  }

  /** {@code type=image,push=true} is another way to say {@code type=registry}. */
  private static Kind pushed(Kind kind, @Nullable String push, OptionFields fields)
      throws UsageException {
    if (push == null || (push.equals("false") && kind == Kind.STORE)) {
      return kind;
    }
    if (push.equals("true") && (kind == Kind.STORE || kind == Kind.REGISTRY)) {
      return Kind.REGISTRY;
    }
    throw fields.wrong("push=true or push=false is for type image");
  }
}
