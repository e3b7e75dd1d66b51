package dev.lamina.registry;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.http.HttpOptions;
import dev.lamina.http.Proxies;
import dev.lamina.http.TlsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How registries are spoken to.
 *
 * @param credentials who we are
 * @param environment of the process, for its proxies
 * @param tlsVerify false trusts every certificate
 * @param insecure {@code HOST[:PORT]} that may speak plain HTTP, or have any certificate
 * @param certificates directories of {@code *.crt}, {@code *.cert} and {@code *.key} for every
 *     registry
 * @param hostCertificates directories that hold such directories by {@code HOST[:PORT]}
 * @param jobs how many blobs move at a time; at least 1
 * @param chunkSize bytes that one request uploads at most; 0 sends a blob in one
 * @param idleTimeout how long a peer may be silent
 * @param places where it is said which mirrors registries have
 */
public record RegistryOptions(
    CredentialSource credentials,
    Map<String, String> environment,
    boolean tlsVerify,
    Set<String> insecure,
    List<Path> certificates,
    List<Path> hostCertificates,
    int jobs,
    long chunkSize,
    Duration idleTimeout,
    RegistriesConf places) {
  private static final String USER_AGENT = "lamina";

  /** Nobody's credentials, no proxy, verified TLS, four blobs at a time. */
  public static final RegistryOptions DEFAULT =
      new RegistryOptions(
          CredentialSource.NONE,
          Map.of(),
          true,
          Set.of(),
          List.of(),
          List.of(),
          4,
          0,
          Duration.ofSeconds(30),
          RegistriesConf.NONE);

  /**
   * @throws IllegalArgumentException when a number is out of range
   */
  public RegistryOptions {
    if (jobs < 1 || chunkSize < 0) {
      throw new IllegalArgumentException("jobs " + jobs + ", chunk size " + chunkSize);
    }
    environment = Map.copyOf(environment);
    insecure = Set.copyOf(insecure);
    certificates = List.copyOf(certificates);
    hostCertificates = List.copyOf(hostCertificates);
  }

  public RegistryOptions withCredentials(CredentialSource changed) {
    return new RegistryOptions(
        changed,
        environment,
        tlsVerify,
        insecure,
        certificates,
        hostCertificates,
        jobs,
        chunkSize,
        idleTimeout,
        places);
  }

  public RegistryOptions withJobs(int changed) {
    return new RegistryOptions(
        credentials,
        environment,
        tlsVerify,
        insecure,
        certificates,
        hostCertificates,
        changed,
        chunkSize,
        idleTimeout,
        places);
  }

  public RegistryOptions withChunkSize(long changed) {
    return new RegistryOptions(
        credentials,
        environment,
        tlsVerify,
        insecure,
        certificates,
        hostCertificates,
        jobs,
        changed,
        idleTimeout,
        places);
  }

  public RegistryOptions withIdleTimeout(Duration changed) {
    return new RegistryOptions(
        credentials,
        environment,
        tlsVerify,
        insecure,
        certificates,
        hostCertificates,
        jobs,
        chunkSize,
        changed,
        places);
  }

  public RegistryOptions withPlaces(RegistriesConf changed) {
    return new RegistryOptions(
        credentials,
        environment,
        tlsVerify,
        insecure,
        certificates,
        hostCertificates,
        jobs,
        chunkSize,
        idleTimeout,
        changed);
  }

  public RegistryOptions withTls(
      boolean verify, Set<String> insecureHosts, List<Path> directories, List<Path> byHost) {
    return new RegistryOptions(
        credentials,
        environment,
        verify,
        insecureHosts,
        directories,
        byHost,
        jobs,
        chunkSize,
        idleTimeout,
        places);
  }

  /** What the user says, and one host more. */
  RegistryOptions withInsecure(String host) {
    Set<String> all = new HashSet<>(insecure);
    all.add(host);
    return withTls(tlsVerify, all, certificates, hostCertificates);
  }

  HttpOptions http() {
    TlsOptions tls = new TlsOptions(tlsVerify, insecure, certificates, hostCertificates);
    return HttpOptions.of(USER_AGENT, tls, Proxies.of(environment)).withIdleTimeout(idleTimeout);
  }
}
