package dev.lamina.registry;

import dev.lamina.digest.Digest;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.io.ByteSource;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads and writes the manifests and indexes of one repository, byte for byte. */
final class Manifests {
  private static final String ACCEPT =
      String.join(
          ", ",
          List.of(
              MediaType.OCI_INDEX,
              MediaType.OCI_MANIFEST,
              MediaType.DOCKER_LIST,
              MediaType.DOCKER_MANIFEST));

  private final RepositoryCalls calls;

  Manifests(RepositoryCalls calls) {
    this.calls = calls;
  }

  private Request request(String method, String tagOrDigest) {
    return Request.of(method, calls.uri("manifests/" + tagOrDigest)).with("Accept", ACCEPT);
  }

  private static String wanted(Reference name) {
    Digest digest = name.digest();
    return digest != null ? digest.toString() : String.valueOf(name.tag());
  }

  /**
   * What a name stands for, with its bytes.
   *
   * @throws NotFoundException when there is no such tag or digest
   */
  Document<? extends Manifest> get(Reference name) throws IOException {
    return version(name).document();
  }

  /**
   * What a name stands for at the moment.
   *
   * @param mark the registry's word for this state of the name (ETag); empty when it has none that
   *     {@code If-Match} takes
   */
  record Version(Document<? extends Manifest> document, String mark) {}

  /**
   * What a name stands for, with what a change can be made to depend on.
   *
   * @throws NotFoundException when there is no such tag or digest
   */
  Version version(Reference name) throws IOException {
    String what = "pull of " + name.familiar();
    return calls.retry().run(what, () -> get(what, name));
  }

  private Version get(String what, Reference name) throws IOException {
    Request get = request("GET", wanted(name)).with("Accept-Encoding", "identity");
    try (Response response = calls.send(get, Scope.pull(calls.repository()))) {
      if (response.status() != 200) {
        throw calls.refusal(what, response);
      }
      String type = mediaType(what, response);
      byte[] bytes = response.body().readNBytes(Document.MAX_SIZE + 1);
      if (bytes.length > Document.MAX_SIZE) {
        throw new RefusedInputException(
            what + ": the manifest is larger than " + Document.MAX_SIZE + " bytes");
      }
      Digest digest = name.digest() == null ? Digest.sha256(bytes) : name.digest();
      return new Version(
          Manifest.document(Descriptor.of(type, digest, bytes.length), bytes),
          response.header("ETag").filter(mark -> !mark.startsWith("W/")).orElse(""));
    }
  }

  private static String mediaType(String what, Response response) throws IOException {
    String type = response.header("Content-Type").orElse("").replaceFirst(";.*$", "").strip();
    if (MediaType.isIndex(type) || MediaType.isManifest(type)) {
      return type;
    }
    if (ErrorBody.isHtml(response)) {
      throw Refusals.malformed(what, "a web page came instead of a manifest");
    }
    if (type.startsWith("application/vnd.docker.distribution.manifest.v1")) {
      throw new RefusedInputException(
          what + ": it has a manifest of schema version 1; push it again with a current tool");
    }
    throw new RefusedInputException(what + ": '" + Escaped.text(type) + "' is no manifest's type");
  }

  /**
   * What a name stands for, by its headers alone; empty when there is no such name.
   *
   * @param scope of what the question is a part of, so that no other token is needed for it
   */
  Optional<Descriptor> head(Reference name, Scope scope) throws IOException {
    String what = "look at " + name.familiar();
    return calls
        .retry()
        .run(
            what,
            () -> {
              try (Response response = calls.send(request("HEAD", wanted(name)), scope)) {
                if (response.status() == 404) {
                  return Optional.<Descriptor>empty();
                }
                if (response.status() != 200) {
                  throw calls.refusal(what, response);
                }
                return descriptor(what, response);
              }
            });
  }

  private Optional<Descriptor> descriptor(String what, Response response) throws IOException {
    String type = mediaType(what, response);
    String digest = response.header("Docker-Content-Digest").orElse("");
    if (digest.isEmpty() || response.length() < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Descriptor.of(type, Digest.parse(digest), response.length()));
    } catch (IllegalArgumentException e) {
      throw Refusals.malformed(what, "the registry names a malformed digest");
    }
  }

  /** What came of storing a document. */
  enum Stored {
    /** It is there. */
    PLAINLY,
    /** It is there, and in the registry's own list of what refers to its subject. */
    WITH_SUBJECT,
    /** It is not, since the name no longer stands for what it did. */
    CHANGED_MEANWHILE
  }

  /**
   * Stores a manifest or an index under a digest or a tag.
   *
   * @throws MissingBlobs when the registry does not have what the document refers to
   */
  Stored put(Document<?> document, String tagOrDigest) throws IOException {
    return put(document, tagOrDigest, "");
  }

  /**
   * Stores as above, if the name still stands for what it did.
   *
   * @param mark of the version that is replaced; empty replaces any
   */
  Stored put(Document<?> document, String tagOrDigest, String mark) throws IOException {
    String separator = tagOrDigest.contains(":") ? "@" : ":";
    String what = "push of " + calls.repository() + separator + tagOrDigest;
    Request put =
        Request.of("PUT", calls.uri("manifests/" + tagOrDigest))
            .with("Content-Type", document.descriptor().mediaType())
            .with(ByteSource.of(document.bytes()));
    Request sent = mark.isEmpty() ? put : put.with("If-Match", mark);
    return calls.retry().run(what, () -> putOnce(what, document.descriptor().digest(), sent));
  }

  private Stored putOnce(String what, Digest digest, Request put) throws IOException {
    try (Response response = calls.send(put, Scope.push(calls.repository()))) {
      if (response.status() == 412 && put.headers().containsKey("If-Match")) {
        return Stored.CHANGED_MEANWHILE;
      }
      if (response.status() != 201) {
        throw calls.refusal(what, response);
      }
      String stored = response.header("Docker-Content-Digest").orElse("");
      if (!stored.isEmpty() && !stored.equals(digest.toString())) {
        throw Refusals.malformed(
            what, "the registry stored " + Escaped.text(stored) + " instead of " + digest);
      }
      return response.header("OCI-Subject").isPresent() ? Stored.WITH_SUBJECT : Stored.PLAINLY;
    }
  }

  /** Removes what a digest names, with all its tags. */
  void delete(Digest digest) throws IOException {
    String what = "removal of " + calls.repository() + "@" + digest;
    calls
        .retry()
        .run(
            what,
            () -> {
              Request delete = Request.of("DELETE", calls.uri("manifests/" + digest));
              try (Response response = calls.send(delete, Scope.delete(calls.repository()))) {
                if (response.status() != 202 && response.status() != 200) {
                  throw calls.refusal(what, response);
                }
                return true;
              }
            });
  }
}
