package dev.lamina.registry;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.reference.Repository;
import dev.lamina.reference.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a registry (OCI distribution-spec 1.1). What comes from it is verified: digest,
 * size and media type. Safe for threads.
 */
public final class RegistryRepository implements ImageSource, ImageSink {
  /** More are not tried: each costs a request. */
  private static final int MAX_CANDIDATES = 3;

  private final RepositoryCalls calls;
  private final BlobOrigins origins;
  private final long chunkSize;
  private final Manifests manifests;
  private final Publishing publishing;
  private final Referrers referrers;
  private final PullSources places;

  /** The root is read when its name is resolved, and written before it is named. */
  private volatile @Nullable Document<?> last;

  /**
   * @param calls to the repository that the name says
   * @param places where its images are had from
   */
  RegistryRepository(
      RepositoryCalls calls, PullSources places, BlobOrigins origins, long chunkSize) {
    this.calls = calls;
    this.places = places;
    this.origins = origins;
    this.chunkSize = chunkSize;
    this.manifests = new Manifests(calls);
    this.publishing = new Publishing(calls, manifests, chunkSize);
    this.referrers = new Referrers(calls, manifests);
  }

  /** Its name. */
  public Repository repository() {
    return calls.repository();
  }

  /** All tags, as the registry lists them. */
  public List<String> tags() throws IOException {
    return new Pages(calls, Scope.pull(repository()))
        .strings("list of tags of " + repository(), calls.uri("tags/list?n=1000"), "tags");
  }

  @Override
  public List<NamedImage> images() throws IOException {
    List<NamedImage> images = new ArrayList<>();
    for (String tag : tags()) {
      Reference name = Reference.of(repository(), new Tag(tag));
      images.add(new NamedImage(name, resolve(name)));
    }
    return images;
  }

  /**
   * What a name stands for, without its bytes: one request that fetches nothing.
   *
   * @return empty when there is no such tag or digest, or the registry does not say its digest
   */
  public Optional<Descriptor> look(Reference name) throws IOException {
    places.about(mine(name));
    return places.first(
        place -> new Manifests(place).head(at(place, name), Scope.pull(place.repository())),
        Optional::isPresent);
  }

  /** Remembers that a blob is here, so that a push to a neighbour can have it mounted. */
  public void remember(Digest blob) {
    origins.seen(repository(), blob);
  }

  @Override
  public Descriptor resolve(Reference name) throws IOException {
    places.about(mine(name));
    Document<? extends Manifest> document =
        places.<Document<? extends Manifest>>first(
            place -> new Manifests(place).get(at(place, name)), any -> true);
    last = document;
    return document.descriptor();
  }

  private static Reference at(RepositoryCalls place, Reference name) {
    return new Reference(place.repository(), name.tag(), name.digest());
  }

  private Reference mine(Reference name) {
    if (!name.repository().equals(repository())) {
      throw new IllegalArgumentException(name + " is not in " + repository());
    }
    return name;
  }

  @Override
  public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    Document<?> known = last;
    if (known != null && known.descriptor().sameContent(descriptor)) {
      return Manifest.document(descriptor, known.bytes());
    }
    return places.<Document<? extends Manifest>>first(
        place -> {
          Reference name = Reference.of(place.repository(), descriptor.digest());
          return Manifest.document(descriptor, new Manifests(place).get(name).bytes());
        },
        any -> true);
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    BlobDownload download = new BlobDownload(places, blob);
    InputStream bytes = download.begin();
    origins.seen(download.from(), blob.digest());
    return new VerifyingInputStream(
        bytes, blob.digest(), blob.size(), "blob " + blob.digest() + " of " + repository());
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return places.first(place -> has(place, blob, Scope.pull(place.repository())), there -> there);
  }

  private static boolean has(RepositoryCalls place, Descriptor blob, Scope scope)
      throws IOException {
    return place.has("look for blob " + blob.digest() + " in " + place.repository(), blob, scope);
  }

  @Override
  public void copy(Descriptor blob, BlobSource source) throws IOException {
    new BlobUpload(calls, blob, source, chunkSize).run(candidates(blob, source));
    publishing.gave(blob, source);
    origins.seen(repository(), blob.digest());
  }

  /**
   * Begins an upload and gives it up: fails as a push would that is not allowed.
   *
   * @throws RegistryException when it is not
   */
  public void requirePushable() throws IOException {
    String what = "push to " + repository();
    URI session = calls.retry().run(what, () -> UploadSession.begin(calls, what));
    UploadSession.cancel(calls, session);
  }

  /** What a push would do with a blob, a manifest or an index; nothing is sent. */
  public BlobPlan plan(Descriptor what) throws IOException {
    if (MediaType.isManifest(what.mediaType()) || MediaType.isIndex(what.mediaType())) {
      Reference name = Reference.of(repository(), what.digest());
      boolean there = manifests.head(name, Scope.push(repository())).isPresent();
      return new BlobPlan(what, there ? BlobPlan.Fate.EXISTS : BlobPlan.Fate.UPLOADS, null);
    }
    if (has(calls, what, Scope.push(repository()))) {
      return new BlobPlan(what, BlobPlan.Fate.EXISTS, null);
    }
    List<Repository> candidates = candidates(what, null);
    return candidates.isEmpty()
        ? new BlobPlan(what, BlobPlan.Fate.UPLOADS, null)
        : new BlobPlan(what, BlobPlan.Fate.MOUNTS, candidates.get(0));
  }

  private List<Repository> candidates(Descriptor blob, @Nullable BlobSource source) {
    Stream<Repository> from =
        source instanceof RegistryRepository other
                && other.repository().registry().equals(repository().registry())
            ? Stream.of(other.repository())
            : Stream.empty();
    return Stream.concat(from, origins.of(repository().registry(), blob.digest()).stream())
        .filter(candidate -> !candidate.equals(repository()))
        .distinct()
        .limit(MAX_CANDIDATES)
        .toList();
  }

  /**
   * {@inheritDoc} What is there already is not sent again, unless it refers to a subject. A
   * registry that keeps no list of what refers to a subject gets one, under a tag.
   */
  @Override
  public void put(Document<?> document) throws IOException {
    Descriptor descriptor = document.descriptor();
    boolean refers = document.value() instanceof Manifest manifest && manifest.subject() != null;
    if (refers || !stands(Reference.of(repository(), descriptor.digest()), descriptor)) {
      String digest = descriptor.digest().toString();
      if (publishing.put(document, digest) == Manifests.Stored.PLAINLY) {
        referrers.add(document);
      }
    }
    last = document;
  }

  /**
   * What in this repository refers to a manifest: signatures, lists of contents and the like.
   *
   * @param subject need not be here
   * @param artifactType of those that are wanted; null for all
   * @return at most 10,000, in the registry's order
   */
  public List<Descriptor> referrers(Digest subject, @Nullable String artifactType)
      throws IOException {
    return referrers.of(subject, artifactType);
  }

  /** {@inheritDoc} Names are set one after the other; a name that stands already is left alone. */
  @Override
  public List<NamedImage> publish(List<NamedImage> images) throws IOException {
    for (NamedImage image : images) {
      Reference name = image.name();
      Tag tag = name == null ? null : mine(name).tag();
      if (name != null && tag != null && !stands(Reference.of(repository(), tag), image.root())) {
        publishing.put(document(image.root()), tag.toString());
      }
    }
    return List.of();
  }

  private Document<?> document(Descriptor root) throws IOException {
    Document<?> known = last;
    return known != null && known.descriptor().sameContent(root) ? known : manifest(root);
  }

  private boolean stands(Reference tagOrDigest, Descriptor root) throws IOException {
    try {
      return manifests
          .head(tagOrDigest, Scope.push(repository()))
          .filter(root::sameContent)
          .isPresent();
    } catch (RegistryException e) {
      // some registries refuse this question to accounts that may push
      return false;
    }
  }

  /**
   * Removes a manifest or an index with all tags that stand for it, and from the list of what
   * refers to its subject.
   *
   * @throws RegistryException when the registry does not allow it
   */
  public void delete(Document<?> root) throws IOException {
    manifests.delete(root.descriptor().digest());
    referrers.remove(root);
  }

  @Override
  public String toString() {
    return "repository " + repository();
  }
}
