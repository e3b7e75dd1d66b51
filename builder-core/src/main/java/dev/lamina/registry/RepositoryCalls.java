package dev.lamina.registry;

import dev.lamina.http.Request;
import dev.lamina.http.Response;
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

  /** What an answer that was not hoped for means. */
  IOException refusal(String what, Response response) throws IOException {
    return Refusals.of(what, response, calls.authorizer().identity(repository));
  }
}
