package dev.lamina.registry;

import dev.lamina.http.ConnectionException;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.io.ByteSource;
import java.io.IOException;
import java.net.URI;

/** Where a blob may be sent (distribution-spec, "Pushing blobs"): asked for, and given back. */
final class UploadSession {
  private UploadSession() {}

  /** Asks for a place. */
  static URI begin(RepositoryCalls calls, String what) throws IOException {
    Request post = Request.of("POST", calls.uri("blobs/uploads/")).with(ByteSource.of(new byte[0]));
    try (Response response = calls.send(post, Scope.push(calls.repository()))) {
      if (response.status() != 202) {
        throw calls.refusal(what, response);
      }
      return calls.calls().target(response);
    }
  }

  /** Gives a place back; a registry that does not want it back forgets it by itself. */
  static void cancel(RepositoryCalls calls, URI session) throws IOException {
    try (Response response =
        calls.send(Request.of("DELETE", session), Scope.push(calls.repository()))) {
      response.status();
    } catch (ConnectionException | RegistryException e) {
      // nothing depends on it
    }
  }
}
