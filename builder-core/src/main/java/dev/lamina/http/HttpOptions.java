package dev.lamina.http;

import java.time.Duration;

/**
 * How connections are made.
 *
 * @param userAgent the name that peers see
 * @param tls whom to trust
 * @param proxies through whom to go
 * @param connectTimeout for a connection to stand, TLS included
 * @param idleTimeout between two bytes, in either direction
 * @param commitTimeout between the last byte of a request's body and the answer, at least; a peer
 *     that has to store a large body is given more
 * @param connectionsPerHost at most, at a time
 */
public record HttpOptions(
    String userAgent,
    TlsOptions tls,
    Proxies proxies,
    Duration connectTimeout,
    Duration idleTimeout,
    Duration commitTimeout,
    int connectionsPerHost) {
  /** Fifteen seconds to connect, thirty without a byte, sixty to commit. */
  public static HttpOptions of(String userAgent, TlsOptions tls, Proxies proxies) {
    return new HttpOptions(
        userAgent,
        tls,
        proxies,
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        16);
  }

  public HttpOptions withIdleTimeout(Duration changed) {
    return new HttpOptions(
        userAgent, tls, proxies, connectTimeout, changed, commitTimeout, connectionsPerHost);
  }

  public HttpOptions withCommitTimeout(Duration changed) {
    return new HttpOptions(
        userAgent, tls, proxies, connectTimeout, idleTimeout, changed, connectionsPerHost);
  }

  /** How long to wait for the answer to a body of this size: ten megabytes a second are usual. */
  Duration commitTimeout(long size) {
    Duration bySize = Duration.ofSeconds(size / 10_000_000);
    return bySize.compareTo(commitTimeout) > 0 ? bySize : commitTimeout;
  }
}
