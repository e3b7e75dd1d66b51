package dev.lamina.registry;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.digest.Digest;
import dev.lamina.http.ApacheEngine;
import dev.lamina.http.HttpEngine;
import dev.lamina.http.Request;
import dev.lamina.http.Response;
import dev.lamina.io.Escaped;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Repository;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<Address, Calls> calls = new ConcurrentHashMap<>();
  private final Map<String, HttpEngine> engines = new HashMap<>();
  private final Set<String> unreachableMirrors = ConcurrentHashMap.newKeySet();
  private @Nullable RegistryRules rules;
  private @Nullable Tokens tokens;

  /**
   * @param registry {@code HOST[:PORT]}
   * @param more {@code registry} where a file says that it may be insecure; else empty
   */
  private record Address(String registry, String more) {}

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

  /**
   * One repository, as a place to have images from: its mirrors are asked first.
   *
   * @throws IOException when a {@link RegistriesConf} does not allow it, or cannot be understood
   */
  public RegistryRepository repository(Repository repository) throws IOException {
    RegistryRule rule = rule(repository);
    RepositoryCalls calls = about(repository, rule);
    if (rule == null) {
      return repository(calls, new PullSources(repository, List.of(), calls, Set.of()));
    }
    List<PullSources.Mirror> mirrors = new ArrayList<>();
    for (RegistryRule.Mirror mirror : rule.mirrors()) {
      RepositoryCalls there = about(rule, mirror.place(), repository, policy.once());
      mirrors.add(new PullSources.Mirror(there, mirror.use()));
    }
    RepositoryCalls own = about(rule, rule.own(), repository, policy);
    return repository(calls, new PullSources(repository, mirrors, own, unreachableMirrors));
  }

  /**
   * One repository itself, as a place to send images to.
   *
   * @throws IOException when a {@link RegistriesConf} does not allow it, or cannot be understood
   */
  public RegistryRepository target(Repository repository) throws IOException {
    RepositoryCalls calls = about(repository, rule(repository));
    return repository(calls, new PullSources(repository, List.of(), calls, Set.of()));
  }

  private RegistryRepository repository(RepositoryCalls calls, PullSources places) {
    return new RegistryRepository(calls, places, origins, options.chunkSize());
  }

  private @Nullable RegistryRule rule(Repository repository) throws IOException {
    RegistryRule rule = rules().find(repository).orElse(null);
    if (rule != null && rule.blocked()) {
      throw new RegistryException(
          RegistryException.Kind.DENIED,
          repository + ": blocked by " + rule.file(),
          "it says so of '" + Escaped.text(rule.prefix()) + "'",
          null);
    }
    return rule;
  }

  private synchronized RegistryRules rules() throws IOException {
    if (rules == null) {
      rules = options.places().read();
    }
    return rules;
  }

  /**
   * A file that is in no registry; the caller closes it.
   *
   * @param checksum what the caller compares its bytes with; null for nothing
   * @throws RegistryException when it cannot be had
   */
  public WebFile file(URI address, @Nullable Digest checksum) throws IOException {
    return WebFile.open(engine(""), new Retry(policy, cancellation, progress), address, checksum);
  }

  /** How many blobs may move at a time. */
  public int jobs() {
    return options.jobs();
  }

  /** The repository where its name says it is. */
  private RepositoryCalls about(Repository repository, @Nullable RegistryRule rule)
      throws IOException {
    boolean insecure =
        rule != null
            && rule.own().insecure()
            && rule.at(rule.own(), repository).registry().equals(repository.registry());
    return about(repository, insecure ? repository.registry() : "", policy);
  }

  private RepositoryCalls about(
      RegistryRule rule, RegistryRule.Place place, Repository repository, RetryPolicy howOften)
      throws IOException {
    Repository there = rule.at(place, repository);
    return about(there, place.insecure() ? there.registry() : "", howOften);
  }

  private RepositoryCalls about(Repository repository, String insecure, RetryPolicy howOften) {
    return new RepositoryCalls(
        repository,
        calls.computeIfAbsent(
            new Address(repository.registry(), insecure),
            address -> calls(address, options.credentials())),
        new Retry(howOften, cancellation, progress),
        progress);
  }

  private Calls calls(Address address, CredentialSource credentials) {
    HttpEngine shared = engine(address.more());
    boolean usual = credentials == options.credentials() && address.more().isEmpty();
    Tokens own = usual ? tokens(shared) : newTokens(shared);
    return new Calls(
        shared,
        new Endpoint(shared, address.registry(), options(address.more()).insecure()),
        new Authorizer(credentials, own));
  }

  private RegistryOptions options(String insecure) {
    return insecure.isEmpty() ? options : options.withInsecure(insecure);
  }

  /** One for all hosts, and one for each that a file says may be insecure: others stay secure. */
  private synchronized HttpEngine engine(String insecure) {
    return engines.computeIfAbsent(
        insecure, host -> new ApacheEngine(options(host).http(), cancellation));
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
    Repository catalog = new Repository(registry, "catalog");
    RepositoryCalls about = about(catalog, rule(catalog));
    URI first = about.calls().uri("_catalog?n=1000");
    return new Pages(about, Scope.catalog(about.repository()))
        .strings("list of repositories of " + registry, first, "repositories");
  }

  /**
   * The repositories of Docker Hub that have something to do with a text, the best first.
   *
   * @param limit how many at most; from 1 to 100
   */
  public List<FoundRepository> searchHub(String text, int limit) throws IOException {
    return search(HubSearch.INDEX, text, limit);
  }

  List<FoundRepository> search(URI index, String text, int limit) throws IOException {
    try (WebFile answer = file(HubSearch.address(index, text, limit), null)) {
      return HubSearch.results(answer, limit);
    }
  }

  /**
   * Asks a registry whether it accepts credentials.
   *
   * @throws RegistryException when it does not
   */
  public void check(String registry, CredentialSource credentials) throws IOException {
    Repository anything = new Repository(registry, "catalog");
    RegistryRule rule = rule(anything);
    boolean insecure = rule != null && rule.own().insecure();
    Calls own = calls(new Address(registry, insecure ? registry : ""), credentials);
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
    for (HttpEngine engine : engines.values()) {
      engine.close();
    }
    engines.clear();
    tokens = null;
    calls.clear();
  }
}
