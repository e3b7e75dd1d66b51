package dev.lamina.registry;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.http.ApacheEngine;
import dev.lamina.http.HttpEngine;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Repository;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Registries, spoken to over shared connections and with shared tokens. No network is touched, and
 * no class of an HTTP library loaded, before the first request. Safe for threads.
 */
public final class Registries implements Closeable {
  private final RegistryOptions options;
  private final BlobOrigins origins;
  private final ProgressListener progress;
  private final Cancellation cancellation;
  private final RetryPolicy policy;
  private final Map<String, Calls> calls = new ConcurrentHashMap<>();
  private @Nullable HttpEngine engine;
  private @Nullable Tokens tokens;

  public Registries(
      RegistryOptions options,
      BlobOrigins origins,
      ProgressListener progress,
      Cancellation cancellation) {
    this(
        options,
        origins,
        progress,
        cancellation,
        RetryPolicy.standard(time -> Thread.sleep(time.toMillis())));
  }

  Registries(
      RegistryOptions options,
      BlobOrigins origins,
      ProgressListener progress,
      Cancellation cancellation,
      RetryPolicy policy) {
    this.options = options;
    this.origins = origins;
    this.progress = progress;
    this.cancellation = cancellation;
    this.policy = policy;
  }

  /** One repository, as a place for images. */
  public RegistryRepository repository(Repository repository) {
    return new RegistryRepository(about(repository), origins, options.chunkSize());
  }

  /**
   * A file that is in no registry; the caller closes it.
   *
   * @throws RegistryException when it cannot be had
   */
  public WebFile file(URI address) throws IOException {
    return WebFile.open(engine(), new Retry(policy, cancellation, progress), address);
  }

  /** How many blobs may move at a time. */
  public int jobs() {
    return options.jobs();
  }

  private RepositoryCalls about(Repository repository) {
    return new RepositoryCalls(
        repository,
        calls.computeIfAbsent(
            repository.registry(), registry -> calls(registry, options.credentials())),
        new Retry(policy, cancellation, progress),
        progress);
  }

  private Calls calls(String registry, CredentialSource credentials) {
    HttpEngine shared = engine();
    Tokens own = credentials == options.credentials() ? tokens(shared) : newTokens(shared);
    return new Calls(
        shared,
        new Endpoint(shared, registry, options.insecure()),
        new Authorizer(credentials, own));
  }

  private synchronized HttpEngine engine() {
    if (engine == null) {
      engine = new ApacheEngine(options.http(), cancellation);
    }
    return engine;
  }

  private synchronized Tokens tokens(HttpEngine shared) {
    if (tokens == null) {
      tokens = newTokens(shared);
    }
    return tokens;
  }

  private static Tokens newTokens(HttpEngine shared) {
    return new Tokens(shared, System::nanoTime);
  }

  /**
   * The repositories of a registry (distribution, {@code _catalog}).
   *
   * @param registry {@code HOST[:PORT]}
   * @throws RegistryException when it does not tell
   */
  public List<String> repositories(String registry) throws IOException {
    RepositoryCalls about = about(new Repository(registry, "catalog"));
    URI first = about.calls().uri("_catalog?n=1000");
    return new Pages(about, Scope.catalog(about.repository()))
        .strings("list of repositories of " + registry, first, "repositories");
  }

  /**
   * Asks a registry whether it accepts credentials.
   *
   * @throws RegistryException when it does not
   */
  public void check(String registry, CredentialSource credentials) throws IOException {
    Repository anything = new Repository(registry, "catalog");
    Calls own = calls(registry, credentials);
    RepositoryCalls about =
        new RepositoryCalls(anything, own, new Retry(policy, cancellation, progress), progress);
    String what = "login to " + registry;
    about
        .retry()
        .run(
            what,
            () -> {
              try (Response response =
                  own.send(Request.of("GET", own.uri("")), new Scope(anything, List.of()))) {
                if (response.status() != 200) {
                  throw about.refusal(what, response);
                }
                return true;
              }
            });
  }

  @Override
  public synchronized void close() throws IOException {
    if (engine != null) {
      engine.close();
      engine = null;
      tokens = null;
      calls.clear();
    }
  }
}
