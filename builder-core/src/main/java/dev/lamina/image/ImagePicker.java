package dev.lamina.image;

import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Picks one image of a place that names its images in its own way, such as an OCI layout, where a
 * name is often a tag alone.
 *
 * @param place what it is, for messages: "the OCI image layout x"
 * @param images where documents are read
 * @param entries the roots, each with the annotations that name it
 */
public record ImagePicker(String place, ImageSource images, List<Descriptor> entries) {
  private static final String LATEST = "latest";

  public ImagePicker {
    entries = List.copyOf(entries);
  }

  /**
   * Finds an image.
   *
   * @param words a name as the place writes it, or in any form of an image's name; a digest, of one
   *     image of an index too, with or without {@code @} before it; {@code @N} for the entry of
   *     that number, from 0; null for {@code latest}, else for the only image that there is
   * @return with its name, where that is a whole one
   * @throws NotFoundException when there is no such image; says what there is
   * @throws RefusedInputException when several images have the name
   */
  public NamedImage pick(@Nullable String words) throws IOException {
    Optional<Descriptor> found = words == null ? named(LATEST).or(this::only) : find(words);
    Descriptor entry =
        found.orElseThrow(
            () ->
                new NotFoundException(
                    place
                        + " has "
                        + (words == null ? "none called latest" : "no " + Escaped.text(words))
                        + names()));
    return new NamedImage(name(entry), withoutName(entry));
  }

  private Optional<Descriptor> find(String words) throws IOException {
    boolean at = words.startsWith("@");
    String plain = at ? words.substring(1) : words;
    if (at && plain.matches("[0-9]{1,5}")) {
      int number = Integer.parseInt(plain);
      return number < entries.size() ? Optional.of(entries.get(number)) : Optional.empty();
    }
    return plain.startsWith("sha") && plain.contains(":") ? withDigest(plain) : named(plain);
  }

  /**
   * Every image with every whole name that it has.
   *
   * @throws RefusedInputException when several images have one name
   */
  public List<NamedImage> all() throws RefusedInputException {
    Map<Reference, Set<Digest>> named = new LinkedHashMap<>();
    Set<NamedImage> all = new LinkedHashSet<>();
    for (Descriptor entry : entries) {
      Reference name = name(entry);
      all.add(new NamedImage(name, withoutName(entry)));
      if (name != null) {
        named.computeIfAbsent(name, any -> new HashSet<>()).add(entry.digest());
      }
    }
    for (Map.Entry<Reference, Set<Digest>> one : named.entrySet()) {
      if (one.getValue().size() > 1) {
        throw ambiguous(one.getKey().toString(), one.getValue().size());
      }
    }
    return List.copyOf(all);
  }

  private static RefusedInputException ambiguous(String name, long manifests) {
    return new RefusedInputException(
        "ambiguous name " + Escaped.text(name) + ": " + manifests + " manifests have it");
  }

  private Optional<Descriptor> only() {
    long distinct = entries.stream().map(Descriptor::digest).distinct().count();
    return distinct == 1 ? Optional.of(entries.get(0)) : Optional.empty();
  }

  private Optional<Descriptor> named(String words) throws RefusedInputException {
    List<Descriptor> holders =
        entries.stream().filter(entry -> words.equals(refName(entry))).toList();
    if (holders.isEmpty()) {
      Reference wanted = parse(words);
      holders =
          entries.stream()
              .filter(entry -> wanted != null && wanted.equals(anyName(entry)))
              .toList();
    }
    long distinct = holders.stream().map(Descriptor::digest).distinct().count();
    if (distinct > 1) {
      throw ambiguous(words, distinct);
    }
    return holders.stream().findFirst();
  }

  private Optional<Descriptor> withDigest(String text) throws IOException {
    Digest digest;
    try {
      digest = Digest.parse(text);
    } catch (IllegalArgumentException e) {
      return named(text);
    }
    for (Descriptor entry : entries) {
      if (entry.digest().equals(digest)) {
        return Optional.of(entry);
      }
      if (MediaType.isIndex(entry.mediaType())) {
        for (Descriptor child : images.manifest(entry).value().children()) {
          if (child.digest().equals(digest)) {
            return Optional.of(child);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable String refName(Descriptor entry) {
    return entry.annotations().get(Annotations.REF_NAME);
  }

  /** The name that an entry has; a bare word is a tag, and names nothing by itself. */
  private static @Nullable Reference name(Descriptor entry) {
    String full = entry.annotations().get(Annotations.CONTAINERD_NAME);
    String text = full == null ? refName(entry) : full;
    return text == null || (full == null && isTagAlone(text)) ? null : parse(text);
  }

  /** Whether a layout's name is one bare word: a tag in some tools, and a name in others. */
  public static boolean isTagAlone(String refName) {
    return refName.indexOf('/') < 0 && refName.indexOf(':') < 0;
  }

  private static @Nullable Reference anyName(Descriptor entry) {
    Reference name = name(entry);
    return name != null ? name : parse(Objects.requireNonNullElse(refName(entry), ""));
  }

  private static @Nullable Reference parse(String text) {
    try {
      return Reference.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Descriptor withoutName(Descriptor entry) {
    SortedMap<String, String> annotations = new TreeMap<>(entry.annotations());
    annotations.remove(Annotations.CONTAINERD_NAME);
    annotations.remove(Annotations.REF_NAME);
    return entry.withAnnotations(annotations);
  }

  private String names() {
    TreeSet<String> names = new TreeSet<>();
    for (Descriptor entry : entries) {
      String name = refName(entry);
      names.add(name == null ? "@" + entry.digest() : Escaped.text(name));
    }
    return names.isEmpty() ? "; it is empty" : "; it has " + String.join(", ", names);
  }
}
