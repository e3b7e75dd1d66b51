package dev.lamina.registry;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.http.HttpOptions;
import dev.lamina.http.Proxies;
import dev.lamina.http.TlsOptions;
import java.time.Duration;
import java.util.Map;

/**
 * How registries are spoken to.
 *
 * @param credentials who we are
 * @param environment of the process, for its proxies
 * @param tls whom to trust; its unverified hosts may also speak plain HTTP
 * @param jobs how many blobs move at a time; at least 1
 * @param chunkSize bytes that one request uploads at most; 0 sends a blob in one
 * @param idleTimeout how long a peer may be silent
 */
public record RegistryOptions(
    CredentialSource credentials,
    Map<String, String> environment,
    TlsOptions tls,
    int jobs,
    long chunkSize,
    Duration idleTimeout) {
  private static final String USER_AGENT = "lamina";

  /** Nobody's credentials, no proxy, verified TLS, four blobs at a time. */
  public static final RegistryOptions DEFAULT =
      new RegistryOptions(
          CredentialSource.NONE, Map.of(), TlsOptions.DEFAULT, 4, 0, Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException when a number is out of range
   */
  public RegistryOptions {
    if (jobs < 1 || chunkSize < 0) {
      throw new IllegalArgumentException("jobs " + jobs + ", chunk size " + chunkSize);
    }
    environment = Map.copyOf(environment);
  }

  public RegistryOptions withCredentials(CredentialSource changed) {
    return new RegistryOptions(changed, environment, tls, jobs, chunkSize, idleTimeout);
  }

  public RegistryOptions withTls(TlsOptions changed) {
    return new RegistryOptions(credentials, environment, changed, jobs, chunkSize, idleTimeout);
  }

  public RegistryOptions withJobs(int changed) {
    return new RegistryOptions(credentials, environment, tls, changed, chunkSize, idleTimeout);
  }

  public RegistryOptions withChunkSize(long changed) {
    return new RegistryOptions(credentials, environment, tls, jobs, changed, idleTimeout);
  }

  public RegistryOptions withIdleTimeout(Duration changed) {
    return new RegistryOptions(credentials, environment, tls, jobs, chunkSize, changed);
  }

  HttpOptions http() {
    return HttpOptions.of(USER_AGENT, tls, Proxies.of(environment)).withIdleTimeout(idleTimeout);
  }
}
