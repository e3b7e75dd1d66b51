package dev.lamina.registry;

import dev.lamina.digest.Digest;
import dev.lamina.reference.Repository;
import java.util.List;

/**
 * Remembers in which repositories a blob has been seen, so that a push to a neighbour need not send
 * it. What it says may be out of date: a wrong answer costs one request. Safe for threads.
 */
public interface BlobOrigins {
  /** Remembers nothing. */
  BlobOrigins NONE =
      new BlobOrigins() {
        @Override
        public List<Repository> of(String registry, Digest blob) {
          return List.of();
        }

        @Override
        public void seen(Repository repository, Digest blob) {}
      };

  /** Repositories of a registry that had the blob, the latest first. */
  List<Repository> of(String registry, Digest blob);

  /** The blob is in this repository. */
  void seen(Repository repository, Digest blob);
}
