package dev.lamina.registry;

import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.net.URI;

/**
 * Requests about one repository.
 *
 * @param retry for whatever may be done again
 * @param progress is told of bytes that move
 */
record RepositoryCalls(Repository repository, Calls calls, Retry retry, ProgressListener progress) {
  /** An address below the repository: {@code manifests/latest}. */
  URI uri(String path) {
    return calls.uri(repository.path() + "/" + path);
  }

  Response send(Request request, Scope scope) throws IOException {
    return calls.send(request, scope);
  }

  /**
   * Whether the repository has a blob.
   *
   * @param what this is a part of, for messages
   * @param scope of that, so that no other token is needed
   */
  boolean has(String what, Descriptor blob, Scope scope) throws IOException {
    return retry.run(what, () -> hasNow(what, blob, scope));
  }

  private boolean hasNow(String what, Descriptor blob, Scope scope) throws IOException {
    try (Response response = send(Request.of("HEAD", uri("blobs/" + blob.digest())), scope)) {
      return switch (response.status()) {
        case 200 -> response.length() < 0 || response.length() == blob.size();
        case 404 -> false;
        default -> throw refusal(what, response);
      };
    }
  }

  /** What an answer that was not hoped for means. */
  IOException refusal(String what, Response response) throws IOException {
    return Refusals.of(what, response, calls.authorizer().identity(repository));
  }
}
