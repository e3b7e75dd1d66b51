package dev.lamina.cli;

import dev.lamina.CacheExport;
import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;
import dev.lamina.transport.ImagePlace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value of {@code --cache-from} or {@code --cache-to}, as buildx spells it. */
final class CacheField {
  private static final String FROM = "--cache-from";
  private static final String TO = "--cache-to";
  private static final List<String> OF_SOURCE = List.of("type", "ref", "tag", "src", "digest");
  private static final List<String> OF_TARGET =
      List.of(
          "type", "ref", "tag", "dest", "mode", "ignore-error", "image-manifest", "oci-mediatypes");

  private final OptionFields fields;
  private final String directoryField;

  private CacheField(OptionFields fields, String directoryField) {
    this.fields = fields;
    this.directoryField = directoryField;
  }

  private static CacheField read(
      String option, String text, String directoryField, List<String> known) throws UsageException {
    String hint =
        "write type=local,"
            + directoryField
            + "=DIR or type=registry,ref=HOST/REPOSITORY:TAG, or that reference alone";
    // a bare reference is one in a registry, as with buildx
    String whole = text.indexOf('=') < 0 ? "type=registry,ref=" + text : text;
    return new CacheField(OptionFields.read(option, whole, hint, known), directoryField);
  }

  /** Reads where layers are looked for. */
  static ImagePlace source(String text) throws UsageException {
    CacheField field = read(FROM, text, "src", OF_SOURCE);
    String digest = field.fields.take("digest");
    return field.place(digest);
  }

  /** Reads where layers are left. */
  static CacheExport target(String text) throws UsageException {
    CacheField field = read(TO, text, "dest", OF_TARGET);
    OptionFields fields = field.fields;
    String mode = fields.take("mode");
    boolean lenient = fields.flag("ignore-error", false);
    for (String always : List.of("image-manifest", "oci-mediatypes")) {
      if (!fields.flag(always, true)) {
        throw fields.wrong(always + "=false: a cache is always an OCI image manifest");
      }
    }
    ImagePlace place = field.place(null);
    CacheExport.Extent extent = field.extent(mode);
    try {
      return new CacheExport(
          place, extent, lenient ? CacheExport.OnFailure.WARN : CacheExport.OnFailure.FAIL);
    } catch (IllegalArgumentException e) {
      throw fields.wrong(String.valueOf(e.getMessage()));
    }
  }

  private CacheExport.Extent extent(@Nullable String mode) throws UsageException {
    return switch (mode == null ? "min" : mode) {
      case "min" -> CacheExport.Extent.IMAGE;
      case "max" -> CacheExport.Extent.ALL;
      default ->
          throw fields.wrong(
              "mode= is min or max, not '" + Escaped.text(String.valueOf(mode)) + "'");
    };
  }

  private ImagePlace place(@Nullable String digest) throws UsageException {
    String type = fields.need("type");
    ImagePlace place = place(type, digest);
    fields.finish(type);
    return place;
  }

  private ImagePlace place(String type, @Nullable String digest) throws UsageException {
    return switch (type) {
      case "local" -> {
        Path directory = Path.of(fields.need(directoryField));
        String tag = fields.take("tag");
        yield new ImagePlace.InLayout(directory, digest == null ? tag : digest);
      }
      case "registry" -> registry(fields.need("ref"), digest);
      case "inline" ->
          throw fields.wrong("an image has no cache in it; there are local and registry");
      case "gha", "s3", "azblob" ->
          throw fields.wrong("type '" + type + "' is not there; there are local and registry");
      default -> throw fields.wrong("type '" + Escaped.text(type) + "' is none of local, registry");
    };
  }

  private ImagePlace registry(String ref, @Nullable String digest) throws UsageException {
    try {
      return new ImagePlace.InRegistry(Reference.parse(digest == null ? ref : ref + "@" + digest));
    } catch (IllegalArgumentException e) {
      throw fields.wrong(String.valueOf(e.getMessage()));
    }
  }
}
