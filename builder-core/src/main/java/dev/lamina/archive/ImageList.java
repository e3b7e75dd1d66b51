package dev.lamina.archive;

import dev.lamina.digest.Digest;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects images and their names in the order of the archive. */
final class ImageList {
  private static final int MAX_NAMES = 10_000;

  private final Map<Digest, Descriptor> roots = new LinkedHashMap<>();
  private final Map<Digest, Set<Reference>> names = new LinkedHashMap<>();
  private final Map<Reference, Digest> meanings = new LinkedHashMap<>();

  /**
   * @param name null when the archive gives none
   * @throws RefusedInputException when the name stands for another image already
   */
  void add(@Nullable Reference name, Descriptor root) throws RefusedInputException {
    Digest digest = root.digest();
    roots.putIfAbsent(digest, root);
    Set<Reference> own = names.computeIfAbsent(digest, key -> new LinkedHashSet<>());
    if (name == null) {
      return;
    }
    own.add(name);
    Digest known = meanings.putIfAbsent(name, digest);
    if (known != null && !known.equals(digest)) {
      throw new RefusedInputException(
          "the archive uses the name " + name + " for two images: " + known + " and " + digest);
    }
    if (meanings.size() > MAX_NAMES) {
      throw new RefusedInputException("the archive has more than " + MAX_NAMES + " names");
    }
  }

  /** Each image once for every name it has, or once without a name. */
  List<NamedImage> images() {
    List<NamedImage> images = new ArrayList<>();
    roots.forEach(
        (digest, root) -> {
          Set<Reference> own = names.getOrDefault(digest, Set.of());
          own.forEach(name -> images.add(new NamedImage(name, root)));
          if (own.isEmpty()) {
            images.add(new NamedImage(null, root));
          }
        });
    return List.copyOf(images);
  }

  /**
   * A name as an archive writes it.
   *
   * @param where it stands in the archive, for messages
   * @throws RefusedInputException when it is no name, or one with a digest
   */
  static Reference name(String text, String where) throws RefusedInputException {
    Reference name;
    try {
      name = Reference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedInputException(
          where + ": '" + Escaped.text(text) + "' cannot name an image: " + e.getMessage(), e);
    }
    if (name.tag() == null || name.digest() != null) {
      throw new RefusedInputException(
          where + ": '" + Escaped.text(text) + "' cannot name an image: it has a digest");
    }
    return name;
  }
}
