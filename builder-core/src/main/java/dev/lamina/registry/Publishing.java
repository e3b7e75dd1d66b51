package dev.lamina.registry;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.progress.ProgressEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts documents into a repository whose blobs were put there before. A registry may say of a blob
 * that it is there, and find when the manifest comes that it is not (a cache that is behind,
 * garbage that was collected in between): then it gets the blob again, once. Safe for threads.
 */
final class Publishing {
  private static final String LOST =
      "the registry took the blobs again and still does not have them: its storage needs a look";

  private final RepositoryCalls calls;
  private final Manifests manifests;
  private final long chunkSize;
  private final Map<Digest, Given> given = new ConcurrentHashMap<>();

  /** A blob that the registry has, as far as we know, and where it can be had again. */
  private record Given(Descriptor blob, BlobSource source) {}

  Publishing(RepositoryCalls calls, Manifests manifests, long chunkSize) {
    this.calls = calls;
    this.manifests = manifests;
    this.chunkSize = chunkSize;
  }

  /**
   * The registry has a blob.
   *
   * @param source stays open until the last document has been put
   */
  void gave(Descriptor blob, BlobSource source) {
    given.put(blob.digest(), new Given(blob, source));
  }

  /** As {@link Manifests#put}, blobs that have been lost included. */
  Manifests.Stored put(Document<?> document, String tagOrDigest) throws IOException {
    List<Given> lost;
    try {
      return manifests.put(document, tagOrDigest);
    } catch (MissingBlobs e) {
      lost = lost(document, e);
      if (lost.isEmpty()) {
        throw e;
      }
      calls.progress().on(new ProgressEvent.Message(e.getMessage() + "; it is sent again"));
    }
    for (Given each : lost) {
      new BlobUpload(calls, each.blob(), each.source(), chunkSize).runAgain();
    }
    try {
      return manifests.put(document, tagOrDigest);
    } catch (MissingBlobs e) {
      throw e.advising(LOST);
    }
  }

  private List<Given> lost(Document<?> document, MissingBlobs e) {
    List<Given> all =
        document.value() instanceof Manifest manifest
            ? manifest.children().stream()
                .map(child -> given.get(child.digest()))
                .filter(Objects::nonNull)
                .distinct()
                .toList()
            : List.of();
    List<Given> named =
        all.stream().filter(each -> e.digests().contains(each.blob().digest())).toList();
    return named.isEmpty() ? all : named;
  }
}
