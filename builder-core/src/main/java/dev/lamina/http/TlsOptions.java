package dev.lamina.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Whom to trust.
 *
 * @param verify false trusts every certificate of every host
 * @param unverifiedHosts {@code HOST[:PORT]} whose certificates are all trusted
 * @param directories each may hold {@code *.crt} (authorities trusted beside the system's) and
 *     pairs {@code *.cert}, {@code *.key} (client certificates), all PEM, for every host
 * @param hostDirectories each may hold such a directory by the name {@code HOST[:PORT]}; as {@code
 *     /etc/docker/certs.d}
 */
public record TlsOptions(
    boolean verify,
    Set<String> unverifiedHosts,
    List<Path> directories,
    List<Path> hostDirectories) {
  /** The authorities of the Java runtime. */
  public static final TlsOptions DEFAULT = new TlsOptions(true, Set.of(), List.of(), List.of());

  public TlsOptions {
    unverifiedHosts = Set.copyOf(unverifiedHosts);
    directories = List.copyOf(directories);
    hostDirectories = List.copyOf(hostDirectories);
  }

  boolean verifies(String hostAndPort) {
    return verify && !unverifiedHosts.contains(hostAndPort);
  }
}
