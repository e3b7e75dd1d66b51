package dev.lamina.build;

import dev.lamina.io.Escaped;
import dev.lamina.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words that a document of an image is to carry.
 *
 * @param level which document
 * @param platform only the image for this platform; null: every one
 * @param key of the annotation; not empty
 * @param value may be empty
 */
public record Annotation(Level level, @Nullable Platform platform, String key, String value) {
  /** The document that carries an annotation. */
  public enum Level {
    /** The manifest of an image. */
    MANIFEST("manifest"),
    /** What refers to the manifest. */
    MANIFEST_DESCRIPTOR("manifest-descriptor"),
    /** The index of several platforms. */
    INDEX("index"),
    /** What refers to the index. */
    INDEX_DESCRIPTOR("index-descriptor");

    private final String text;

    Level(String text) {
      this.text = text;
    }

    boolean isOfIndex() {
      return this == INDEX || this == INDEX_DESCRIPTOR;
    }
  }

  private static final Pattern FORM =
      Pattern.compile("(?:([a-z,-]+)(?:\\[([A-Za-z0-9_/-]+)\\])?:)?([^=]+)=(.*)", Pattern.DOTALL);

  /**
   * @throws IllegalArgumentException when the key is empty, or an index is to be of one platform
   */
  public Annotation {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("an annotation needs a key");
    }
    if (platform != null && level.isOfIndex()) {
      throw new IllegalArgumentException("an index is not of one platform: " + platform);
    }
  }

  /**
   * Reads {@code [LEVEL[,LEVEL…][[PLATFORM]]:]KEY=VALUE}, where a level is {@code manifest} (the
   * default), {@code index}, {@code manifest-descriptor} or {@code index-descriptor}.
   *
   * @return one annotation for each level
   * @throws IllegalArgumentException when it is none
   */
  public static List<Annotation> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + Escaped.text(text) + "' is not an annotation: write KEY=VALUE");
    }
    String levels = form.group(1) == null ? "manifest" : form.group(1);
    Platform platform = form.group(2) == null ? null : Platform.parse(form.group(2));
    List<Annotation> annotations = new ArrayList<>();
    for (String word : levels.split(",", -1)) {
      annotations.add(new Annotation(level(word), platform, form.group(3), form.group(4)));
    }
    return annotations;
  }

  private static Level level(String word) {
    for (Level level : Level.values()) {
      if (level.text.equals(word)) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + Escaped.text(word)
            + "' is none of manifest, index, manifest-descriptor, index-descriptor");
  }

  /** Whether the image for a platform is meant. */
  public boolean isFor(Platform image) {
    return platform == null || platform.toString().equals(image.toString());
  }
}
