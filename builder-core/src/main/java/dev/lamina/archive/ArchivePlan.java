package dev.lamina.archive;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonNull;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.reference.Tag;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What goes into an archive: its two tables of contents, and every blob once. */
final class ArchivePlan {
  private final ImageSource source;
  private final ArchiveOptions options;
  private final PlatformMatcher host;
  private final Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
  private final Map<Digest, Document<? extends Manifest>> documents = new LinkedHashMap<>();
  private final Map<Digest, Set<String>> tags = new LinkedHashMap<>();
  private final List<Descriptor> roots = new ArrayList<>();

  private ArchivePlan(ImageSource source, ArchiveOptions options) {
    this.source = source;
    this.options = options;
    this.host = new PlatformMatcher(options.host());
  }

  static ArchivePlan of(ImageSource source, List<NamedImage> images, ArchiveOptions options)
      throws IOException {
    ArchivePlan plan = new ArchivePlan(source, options);
    for (NamedImage image : images) {
      plan.add(image, images.size() == 1);
    }
    return plan;
  }

  /** Every blob and document by its name, in the order in which the images lead to them. */
  Map<String, Descriptor> members() {
    Map<String, Descriptor> members = new LinkedHashMap<>();
    if (options.format() == ArchiveFormat.DOCKER) {
      for (ImageManifest manifest : dockerImages()) {
        manifest.children().forEach(blob -> members.put(name(blob), blob.bare()));
      }
    } else {
      blobs.values().stream()
          .filter(blob -> !options.without().contains(blob.digest()))
          .forEach(blob -> members.put(name(blob), blob));
    }
    return members;
  }

  /**
   * The manifest or index of a member; null when it is neither. A source need not have it as a
   * blob.
   */
  @Nullable Document<? extends Manifest> document(Descriptor member) {
    return documents.get(member.digest());
  }

  private @Nullable Manifest manifest(Digest digest) {
    Document<? extends Manifest> document = documents.get(digest);
    return document == null ? null : document.value();
  }

  private String name(Descriptor blob) {
    return options.format() == ArchiveFormat.DOCKER
        ? MemberNames.ofDockerBlob(blob)
        : MemberNames.ofBlob(blob);
  }

  /** The directories that the members lie in, each after the one that it is in. */
  Collection<String> directories() {
    Set<String> directories = new TreeSet<>();
    if (options.format() != ArchiveFormat.DOCKER) {
      directories.add("blobs/");
      blobs.keySet().forEach(digest -> directories.add("blobs/" + digest.algorithm().id() + "/"));
    }
    return directories;
  }

  /** The bytes of {@code index.json}. */
  byte[] index() {
    return Json.write(ImageIndex.of(MediaType.OCI_INDEX, roots).toJson());
  }

  /** The bytes of {@code manifest.json}. */
  byte[] dockerManifest() {
    List<JsonValue> items = new ArrayList<>();
    tags.forEach(
        (digest, names) -> {
          if (manifest(digest) instanceof ImageManifest manifest) {
            items.add(dockerItem(manifest, names));
          }
        });
    return Json.write(new JsonArray(items));
  }

  /** The images of {@link #dockerManifest}. */
  private List<ImageManifest> dockerImages() {
    List<ImageManifest> images = new ArrayList<>();
    for (Digest digest : tags.keySet()) {
      if (manifest(digest) instanceof ImageManifest manifest) {
        images.add(manifest);
      }
    }
    return images;
  }

  private JsonObject dockerItem(ImageManifest manifest, Set<String> names) {
    List<String> layers = manifest.layers().stream().map(this::name).toList();
    return JsonObject.builder()
        .set("Config", name(manifest.config()))
        .set("RepoTags", names.isEmpty() ? JsonNull.NULL : JsonArray.ofStrings(List.copyOf(names)))
        .set("Layers", JsonArray.ofStrings(layers))
        .build();
  }

  private void add(NamedImage image, boolean only) throws IOException {
    collect(image.root());
    Tag tag = image.name() == null ? null : image.name().tag();
    Reference name =
        image.name() == null || tag == null ? null : Reference.of(image.name().repository(), tag);
    Descriptor root =
        options.refName() == null
            ? named(image.root(), name, only)
            : calledJust(image.root(), options.refName());
    if (!roots.contains(root)) {
      roots.add(root);
    }
    Digest docker = forDocker(image.root().digest());
    if (docker == null && options.format() == ArchiveFormat.DOCKER) {
      throw new RefusedInputException(
          image.root().digest() + " is no image, and a docker archive holds nothing else");
    }
    if (docker != null) {
      Set<String> names = tags.computeIfAbsent(docker, key -> new LinkedHashSet<>());
      if (name != null) {
        names.add(name.familiar());
      }
    }
  }

  /** The tag alone suffices for one image, and is what readers of layouts expect. */
  private static Descriptor named(Descriptor root, @Nullable Reference name, boolean only) {
    SortedMap<String, String> annotations = new TreeMap<>(root.annotations());
    annotations.remove(Annotations.CONTAINERD_NAME);
    annotations.remove(Annotations.REF_NAME);
    if (name != null) {
      annotations.put(Annotations.CONTAINERD_NAME, name.toString());
      annotations.put(Annotations.REF_NAME, only ? String.valueOf(name.tag()) : name.toString());
    }
    return root.withAnnotations(annotations);
  }

  private static Descriptor calledJust(Descriptor root, String refName) {
    SortedMap<String, String> annotations = new TreeMap<>(root.annotations());
    annotations.remove(Annotations.CONTAINERD_NAME);
    annotations.put(Annotations.REF_NAME, refName);
    return root.withAnnotations(annotations);
  }

  /** Notes a root and all that it leads to. */
  private void collect(Descriptor root) throws IOException {
    Deque<Descriptor> todo = new ArrayDeque<>();
    todo.push(root);
    while (!todo.isEmpty()) {
      Descriptor descriptor = todo.pop();
      if (!note(descriptor) || !isManifest(descriptor)) {
        continue;
      }
      Document<? extends Manifest> document = source.manifest(descriptor);
      documents.put(descriptor.digest(), document);
      Manifest manifest = document.value();
      List<Descriptor> children = manifest.children();
      if (manifest instanceof ImageManifest) {
        for (Descriptor child : children) {
          note(child);
        }
      } else {
        for (int i = children.size() - 1; i >= 0; i--) {
          todo.push(children.get(i));
        }
      }
    }
  }

  /** Whether the blob is new. */
  private boolean note(Descriptor descriptor) throws ContentMismatchException {
    Descriptor known = blobs.putIfAbsent(descriptor.digest(), descriptor.bare());
    if (known != null && known.size() != descriptor.size()) {
      throw new ContentMismatchException(
          descriptor.digest()
              + " has "
              + known.size()
              + " bytes in one place and "
              + descriptor.size()
              + " in another");
    }
    return known == null;
  }

  private static boolean isManifest(Descriptor descriptor) {
    return MediaType.isManifest(descriptor.mediaType())
        || MediaType.isIndex(descriptor.mediaType());
  }

  /**
   * The image that Docker is to take, which knows no indexes in its archives; null if there is
   * none.
   */
  private @Nullable Digest forDocker(Digest root) {
    Digest at = root;
    Set<Digest> seen = new HashSet<>();
    while (seen.add(at)) {
      Manifest manifest = manifest(at);
      if (manifest instanceof ImageManifest image) {
        return MediaType.isConfig(image.config().mediaType()) ? at : null;
      }
      if (!(manifest instanceof ImageIndex index)) {
        return null;
      }
      Optional<Descriptor> chosen = host.choose(index);
      if (chosen.isEmpty()) {
        chosen =
            index.manifests().stream()
                .filter(entry -> !PlatformMatcher.isAttestation(entry))
                .findFirst();
      }
      if (chosen.isEmpty()) {
        return null;
      }
      at = chosen.get().digest();
    }
    return null;
  }
}
