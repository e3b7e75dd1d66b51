package dev.lamina.transport;

import dev.lamina.daemon.DockerEngine;
import dev.lamina.oci.Platform;
import dev.lamina.registry.RegistryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What places outside the store are reached with.
 *
 * @param registry for {@code docker://}
 * @param dockerHost where the engine of {@code docker-daemon:} is, as {@code DOCKER_HOST} writes it
 * @param host the platform of which one image is taken where a place cannot hold several
 * @param in read for the archive {@code -}; not closed
 * @param out written for the archive {@code -}; not closed
 */
public record TransportOptions(
    RegistryOptions registry, String dockerHost, Platform host, InputStream in, OutputStream out) {
  /** Where an engine is when nothing else is said. */
  public static final String DOCKER_HOST = "unix:///var/run/docker.sock";

  /** The engine; that it cannot be reached is no matter until it is asked for. */
  DockerEngine engine() throws IOException {
    try {
      return DockerEngine.at(dockerHost);
    } catch (IllegalArgumentException e) {
      throw new IOException("docker-daemon: " + e.getMessage(), e);
    }
  }
}
