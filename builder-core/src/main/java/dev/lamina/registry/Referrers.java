package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.http.Response;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.reference.Tag;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What in a repository refers to a manifest as its subject (OCI distribution-spec 1.1, "Listing
 * Referrers"): as the registry knows it, else by an index that clients keep under a tag ("Referrers
 * Tag Schema").
 */
final class Referrers {
  /** Answers of registries that know nothing of the question. */
  private static final Set<Integer> UNASKED = Set.of(400, 404, 405);

  private static final int MAX_REFERRERS = 10_000;

  private static final int MAX_ALGORITHM = 32;
  private static final int MAX_ENCODED = 64;

  private final RepositoryCalls calls;
  private final Manifests manifests;

  Referrers(RepositoryCalls calls, Manifests manifests) {
    this.calls = calls;
    this.manifests = manifests;
  }

  /**
   * What refers to a manifest, which need not be there.
   *
   * @param artifactType of those that are wanted; null for all
   */
  List<Descriptor> of(Digest subject, @Nullable String artifactType) throws IOException {
    String query =
        artifactType == null ? "" : "?artifactType=" + URLEncoder.encode(artifactType, UTF_8);
    URI first = calls.uri("referrers/" + subject + query);
    Answer answer =
        new Answer("list of referrers of " + calls.repository() + "@" + subject, artifactType);
    new Pages(calls, Scope.pull(calls.repository())).each(answer.what, first, answer::add);
    return answer.offered
        ? List.copyOf(answer.found.values())
        : ofType(version(tag(subject)), artifactType);
  }

  private static List<Descriptor> ofType(
      Optional<Manifests.Version> version, @Nullable String artifactType) throws IOException {
    List<Descriptor> all = version.isPresent() ? index(version.get()).manifests() : List.of();
    return all.stream().filter(each -> isOf(artifactType, each)).toList();
  }

  private static boolean isOf(@Nullable String artifactType, Descriptor referrer) {
    return artifactType == null || artifactType.equals(referrer.artifactType());
  }

  /** What the registry itself says, page after page. */
  private final class Answer {
    private final String what;
    private final @Nullable String artifactType;
    private final Map<Digest, Descriptor> found = new LinkedHashMap<>();
    private boolean offered;

    Answer(String what, @Nullable String artifactType) {
      this.what = what;
      this.artifactType = artifactType;
    }

    Optional<URI> add(Response response) throws IOException {
      if (!offered && UNASKED.contains(response.status())) {
        return Optional.empty();
      }
      JsonObject page = new Pages(calls, Scope.pull(calls.repository())).object(what, response);
      if (!page.has("manifests")) {
        throw Refusals.malformed(what, "what came is no list of manifests");
      }
      offered = true;
      boolean filtered =
          response.headers("OCI-Filters-Applied").stream()
              .anyMatch(f -> f.contains("artifactType"));
      for (JsonObject each : page.objects("manifests")) {
        Descriptor referrer = Descriptor.parse(each);
        if (filtered || isOf(artifactType, referrer)) {
          found.put(referrer.digest(), referrer);
        }
      }
      if (found.size() > MAX_REFERRERS) {
        throw new RefusedInputException(what + ": there are more than " + MAX_REFERRERS);
      }
      return Pages.next(response);
    }
  }

  /** Lists a document under the tag of its subject, if it has one. */
  void add(Document<?> document) throws IOException {
    if (!(document.value() instanceof Manifest referrer) || referrer.subject() == null) {
      return;
    }
    Descriptor added =
        document
            .descriptor()
            .bare()
            .withArtifactType(artifactType(referrer))
            .withAnnotations(referrer.annotations());
    update(
        referrer.subject().digest(),
        listed ->
            listed.stream().anyMatch(added::sameContent)
                ? listed
                : Stream.concat(listed.stream(), Stream.of(added)).toList());
  }

  /** Takes a document that is gone out of that list. */
  void remove(Document<?> document) throws IOException {
    if (document.value() instanceof Manifest referrer && referrer.subject() != null) {
      update(
          referrer.subject().digest(),
          listed ->
              listed.stream().filter(each -> !each.sameContent(document.descriptor())).toList());
    }
  }

  private static @Nullable String artifactType(Manifest referrer) {
    if (referrer instanceof ImageManifest manifest) {
      String own = manifest.artifactType();
      return own == null || own.isEmpty() ? manifest.config().mediaType() : own;
    }
    return ((ImageIndex) referrer).artifactType();
  }

  /**
   * Changes the list under a tag, and looks afterwards whether it is changed: of two who write at
   * the same time, the later one wins.
   *
   * @param change of a list that needs none is the list itself
   */
  private void update(Digest subject, UnaryOperator<List<Descriptor>> change) throws IOException {
    Tag tag = tag(subject);
    String what = "list of referrers " + calls.repository() + ":" + tag;
    RegistryException reason =
        new RegistryException(
            RegistryException.Kind.FAILED,
            what + ": the registry does not keep what was added",
            "others may write it at the same time; try again",
            null);
    for (int count = 0; !isDone(tag, change); count++) {
      if (count >= calls.retry().attempts()) {
        throw reason;
      }
      if (count > 0) {
        calls.retry().pause(what, count, reason, Duration.ZERO);
      }
    }
  }

  /** Writes the list unless it needs no change. */
  private boolean isDone(Tag tag, UnaryOperator<List<Descriptor>> change) throws IOException {
    Optional<Manifests.Version> version = version(tag);
    ImageIndex index =
        version.isPresent() ? index(version.get()) : ImageIndex.of(MediaType.OCI_INDEX, List.of());
    List<Descriptor> changed = change.apply(index.manifests());
    if (changed.equals(index.manifests())) {
      return true;
    }
    String mark = version.map(Manifests.Version::mark).orElse("");
    manifests.put(checked(tag, index.withManifests(changed)), tag.toString(), mark);
    return false;
  }

  private Document<ImageIndex> checked(Tag tag, ImageIndex index) throws RefusedInputException {
    Document<ImageIndex> document = index.toDocument();
    if (index.manifests().size() > ImageIndex.MAX_MANIFESTS
        || document.descriptor().size() > Document.MAX_SIZE) {
      throw new RefusedInputException(
          "list of referrers " + calls.repository() + ":" + tag + ": it would become too large");
    }
    return document;
  }

  private Optional<Manifests.Version> version(Tag tag) throws IOException {
    try {
      return Optional.of(manifests.version(Reference.of(calls.repository(), tag)));
    } catch (RegistryException e) {
      if (e.kind() == RegistryException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ImageIndex index(Manifests.Version version) throws RefusedInputException {
    return version.document().as(ImageIndex.class).value();
  }

  /** {@code sha256-…}, cut to what a tag can be. */
  static Tag tag(Digest subject) {
    return new Tag(
        cut(subject.algorithm().id(), MAX_ALGORITHM) + "-" + cut(subject.hex(), MAX_ENCODED));
  }

  private static String cut(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }
}
