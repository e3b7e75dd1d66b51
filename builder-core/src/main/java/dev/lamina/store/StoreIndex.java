package dev.lamina.store;

import dev.lamina.digest.Digest;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonLimits;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The names of a store: {@code index.json}. Changes are copies. Entries and members that a change
 * does not concern keep every member that they have, known here or not.
 */
final class StoreIndex {
  static final StoreIndex EMPTY =
      new StoreIndex(
          JsonObject.builder()
              .set("schemaVersion", 2)
              .set("mediaType", MediaType.OCI_INDEX)
              .build(),
          List.of());

  private final JsonObject document;
  private final List<Entry> entries;

  /** One entry: as it was written, and what it says. */
  private record Entry(JsonObject json, Descriptor descriptor) {
    Entry(Descriptor descriptor) {
      this(descriptor.toJson(), descriptor);
    }

    @Nullable String refName() {
      return descriptor.annotations().get(Annotations.REF_NAME);
    }

    boolean isNameless() {
      return refName() == null;
    }

    /** The same entry with another name, or none; the rest stays. */
    Entry withRefName(@Nullable String name) {
      return new Entry(renamed(descriptor, name));
    }
  }

  private StoreIndex(JsonObject document, List<Entry> entries) {
    this.document = document;
    this.entries = List.copyOf(entries);
  }

  /** Reads an index of at most 64 MiB. */
  static StoreIndex parse(byte[] bytes) throws RefusedInputException {
    JsonObject document = Json.parseObject(bytes, "index.json", JsonLimits.OWN_INDEX);
    document.requireExactCase(List.of("schemaVersion", "mediaType", "manifests", "annotations"));
    if (document.integer("schemaVersion") != 2) {
      throw document.refusal("schemaVersion", "is not 2");
    }
    if (!document.string("mediaType", MediaType.OCI_INDEX).equals(MediaType.OCI_INDEX)) {
      throw document.refusal("mediaType", "is not that of an index");
    }
    for (String key : List.of("config", "layers")) {
      if (document.has(key)) {
        throw document.refusal(key, "does not belong here: the document could be read in two ways");
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonObject json : document.objects("manifests")) {
      entries.add(new Entry(json, Descriptor.parse(json)));
    }
    return new StoreIndex(document, entries);
  }

  byte[] bytes() {
    List<JsonValue> manifests = new ArrayList<>();
    entries.forEach(entry -> manifests.add(entry.json));
    return Json.write(document.with("manifests", new JsonArray(manifests)));
  }

  /** How a reference is written in an entry. As with Docker, a digest makes the tag irrelevant. */
  static String refName(Reference name) {
    Digest digest = name.digest();
    return (digest == null ? name : Reference.of(name.repository(), digest)).toString();
  }

  /** The descriptor with the name, without the names that other places gave it. */
  private static Descriptor renamed(Descriptor descriptor, @Nullable String name) {
    Map<String, String> annotations = new TreeMap<>(descriptor.annotations());
    annotations.remove(Annotations.CONTAINERD_NAME);
    annotations.remove(Annotations.REF_NAME);
    if (name != null) {
      annotations.put(Annotations.REF_NAME, name);
    }
    return descriptor.withAnnotations(annotations);
  }

  List<Descriptor> descriptors() {
    return entries.stream().map(Entry::descriptor).toList();
  }

  /** The entries of this name; several when another tool did not look. */
  List<Descriptor> named(String refName) {
    return entries.stream()
        .filter(entry -> refName.equals(entry.refName()))
        .map(Entry::descriptor)
        .toList();
  }

  List<Descriptor> withDigest(Digest digest) {
    return descriptors().stream().filter(d -> d.digest().equals(digest)).toList();
  }

  /**
   * With the name on this image and on no other. An image that loses its last name stays, without
   * one.
   */
  StoreIndex tag(String refName, Descriptor root) {
    List<Descriptor> holders = named(refName);
    if (holders.size() == 1 && holders.get(0).sameContent(root)) {
      return this;
    }
    List<Entry> changed = new ArrayList<>(untag(refName).entries);
    for (int i = 0; i < changed.size(); i++) {
      Entry entry = changed.get(i);
      if (entry.isNameless() && entry.descriptor.sameContent(root)) {
        changed.set(i, entry.withRefName(refName));
        return new StoreIndex(document, changed);
      }
    }
    changed.add(new Entry(renamed(root, refName)));
    return new StoreIndex(document, changed);
  }

  /** With the image, under whatever names it has already or without one. */
  StoreIndex keep(Descriptor root) {
    if (!withDigest(root.digest()).isEmpty()) {
      return this;
    }
    List<Entry> changed = new ArrayList<>(entries);
    changed.add(new Entry(renamed(root, null)));
    return new StoreIndex(document, changed);
  }

  /** Without the name; an image that loses its last name stays, without one. */
  StoreIndex untag(String refName) {
    List<Entry> changed = new ArrayList<>(entries);
    for (int i = 0; i < changed.size(); i++) {
      Entry entry = changed.get(i);
      if (refName.equals(entry.refName())) {
        Digest digest = entry.descriptor.digest();
        long count = changed.stream().filter(e -> e.descriptor.digest().equals(digest)).count();
        if (count > 1) {
          changed.remove(i);
          i--;
        } else {
          changed.set(i, entry.withRefName(null));
        }
      }
    }
    return new StoreIndex(document, changed);
  }

  /** Without the entries of this name; an image that loses its last name is gone. */
  StoreIndex remove(String refName) {
    return without(entry -> refName.equals(entry.refName()));
  }

  /** Without the image, whatever its names. */
  StoreIndex remove(Digest root) {
    return without(entry -> entry.descriptor.digest().equals(root));
  }

  /** Without those images that have no name. */
  StoreIndex withoutNameless(Predicate<Descriptor> which) {
    return without(entry -> entry.isNameless() && which.test(entry.descriptor));
  }

  private StoreIndex without(Predicate<Entry> gone) {
    return new StoreIndex(document, entries.stream().filter(gone.negate()).toList());
  }

  /** Whether writing both would give the same bytes. */
  boolean sameAs(StoreIndex other) {
    return document.equals(other.document) && entries.equals(other.entries);
  }
}
