package dev.lamina.registry;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.credentials.Credentials;
import dev.lamina.reference.Reference;
import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told, word for word: {@code testdata/registry/errors.golden}. */
class RegistryErrorsTest {
  private static final CredentialSource ME =
      CredentialSource.of(Credentials.of("me", "guess", "/home/me/.docker/config.json, auths"));

  private final StringBuilder told = new StringBuilder();
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench();
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  /** Something that fails. */
  private interface Work {
    void run() throws IOException;
  }

  private void tell(String title, Work work) throws IOException {
    told.append("# ").append(title).append('\n');
    try {
      work.run();
      told.append("nothing\n");
    } catch (RegistryException e) {
      String text = "error: " + e.getMessage() + (e.hint() == null ? "" : "\nhint: " + e.hint());
      told.append(text.replaceAll("(localhost|0\\.0\\.0\\.0):[0-9]{4,5}", "reg.example:5000"))
          .append("\n\n");
    }
  }

  private void always(Answer answer) throws IOException {
    close();
    bench = new Bench();
    bench.server.fault(".*", "/v2/", 999, (exchange, server) -> answer);
  }

  private void pull(String name) throws IOException {
    Reference reference = Reference.parse(name);
    bench.client.repository(reference.repository()).resolve(reference);
  }

  /** All is well but the last answer of a push. */
  private static Bench lost(Bench before) throws IOException {
    before.close();
    Bench bench = new Bench();
    String detail = "blob unknown to registry: " + bench.layer.digest();
    bench.server.fault(
        "PUT",
        "manifests",
        99,
        (exchange, server) -> Answer.error(400, "MANIFEST_BLOB_UNKNOWN", detail));
    return bench;
  }

  @Test
  void messages_say_what_where_why_and_what_to_do(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Answer basic =
        Answer.error(401, "UNAUTHORIZED", "authentication required")
            .with("WWW-Authenticate", "Basic realm=\"x\"");
    always(basic);
    tell("no credentials", bench::push);
    always(basic);
    bench.as(ME);
    tell("wrong password", bench::push);
    tell("login with a wrong password", () -> bench.client.check(bench.server.host(), ME));
    always(Answer.error(403, "DENIED", "requested access to the resource is denied"));
    bench.as(ME);
    tell("no permission", bench::push);
    always(Answer.error(404, "NAME_UNKNOWN", "repository name not known to registry"));
    tell("unknown repository", bench::pull);
    always(Answer.error(404, "MANIFEST_UNKNOWN", "manifest unknown"));
    tell("unknown tag", bench::pull);
    tell("no such host", () -> pull("nowhere.invalid/x"));
    tell("nobody listens", () -> pull("localhost:1/x"));
    try (UnknownAuthority unknown = new UnknownAuthority(folder)) {
      tell("a certificate that is not trusted", () -> pull(unknown.host() + "/x"));
    }
    // this machine by a number that is not known for it, so that plain HTTP is not tried
    String plain = bench.server.host().replace("localhost", "0.0.0.0");
    tell("HTTP instead of HTTPS", () -> pull(plain + "/x"));
    always(
        Answer.of(200, "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .with("Content-Type", "text/html"));
    tell("a web page", bench::pull);
    always(Answer.of(413));
    tell("too large", bench::push);
    always(Answer.error(429, "TOOMANYREQUESTS", "pull rate limit"));
    tell("too many requests", bench::pull);
    always(Answer.error(405, "UNSUPPORTED", "The operation is unsupported."));
    tell("removal is switched off", () -> bench.there().delete(bench.here.manifest(bench.image)));
    always(Answer.error(404, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry"));
    tell("a blob that is not there", () -> bench.there().put(bench.here.manifest(bench.image)));
    bench = lost(bench);
    tell("a blob that is lost twice", bench::push);
    always(Answer.of(500));
    tell("a failure", bench::pull);
    Path golden = Golden.testdata().resolve("registry").resolve("errors.golden");
    Golden.check(golden, told.toString());
  }
}
