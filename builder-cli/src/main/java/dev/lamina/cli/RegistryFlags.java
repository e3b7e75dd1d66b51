package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.RegistryImages;
import dev.lamina.credentials.AuthFiles;
import dev.lamina.credentials.CloudCredentials;
import dev.lamina.reference.Repository;
import dev.lamina.registry.RegistriesConf;
import dev.lamina.registry.RegistryOptions;
import dev.lamina.transport.ImagePlace;
import dev.lamina.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How registries are spoken to, for every command that does. */
final class RegistryFlags {
  @Option(
      names = "--authfile",
      paramLabel = "FILE",
      order = 60,
      description =
          "The only file to take credentials from (REGISTRY_AUTH_FILE; else those of docker and"
              + " podman)")
  private @Nullable Path authFile;

  @Option(
      names = "--tls-verify",
      paramLabel = "BOOL",
      order = 61,
      arity = "0..1",
      fallbackValue = "true",
      preprocessor = AttachedValue.True.class,
      description = "false trusts any certificate (default: true)")
  private boolean tlsVerify = true;

  @Option(
      names = "--cert-dir",
      paramLabel = "DIR",
      order = 62,
      description =
          "A directory with *.crt (authorities to trust), *.cert and *.key (who we are); beside"
              + " certs.d/HOST of /etc/containers, /etc/docker and ~/.config/containers")
  private @Nullable Path certificates;

  @Option(
      names = "--insecure",
      paramLabel = "HOST",
      order = 63,
      description =
          "A registry, HOST[:PORT], that may speak plain HTTP or have any certificate; may be given"
              + " several times")
  private Set<String> insecure = new LinkedHashSet<>();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      order = 64,
      description = "How many blobs move at a time (default: 4)")
  private int jobs = 4;

  @Option(
      names = "--chunk-size",
      paramLabel = "SIZE",
      order = 65,
      converter = SizeConverter.class,
      description =
          "Upload in parts of at most this size (10M, 1G), for proxies with a limit (default: a blob"
              + " in one)")
  private long chunkSize;

  /** The registry that a text names: {@code HOST[:PORT]}, also as an address. */
  static String host(String command, String text) throws UsageException {
    String host = text.replaceFirst("^https?://", "").replaceFirst("/$", "");
    try {
      return new Repository(host, "any").registry();
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          command + ": '" + Console.printable(host) + "' is not a registry",
          "write HOST, HOST:PORT or localhost:PORT");
    }
  }

  RegistryImages images(Session session) throws IOException, UsageException {
    return session.images().registries(options(session.environment()));
  }

  RegistryOptions options(Environment environment) throws UsageException {
    if (jobs < 1) {
      throw new UsageException("--jobs: " + jobs + " is not a number of blobs");
    }
    List<Path> own = certificates == null ? List.of() : List.of(environment.resolve(certificates));
    return new RegistryOptions(
        new CloudCredentials(authFiles(environment)),
        environment.variables(),
        tlsVerify,
        insecure,
        own,
        certificateDirectories(environment),
        jobs,
        chunkSize,
        RegistryOptions.DEFAULT.idleTimeout(),
        RegistriesConf.of(
            environment.variables(), home(environment), environment.directory().toAbsolutePath()));
  }

  /** What all transports need. */
  TransportOptions transports(Session session) throws UsageException {
    Environment environment = session.environment();
    String host = environment.variable("DOCKER_HOST");
    return new TransportOptions(
        options(environment),
        host == null ? TransportOptions.DOCKER_HOST : host,
        PlatformOption.ofEnvironment(environment),
        environment.in(),
        session.console().bytes());
  }

  /** The images of the store and of all places, in which relative paths are the user's. */
  Images anywhere(Session session) throws IOException, UsageException {
    return session.images().reaching(transports(session));
  }

  /**
   * A text that may name a place, with its relative path below the working directory; any other
   * text as it is.
   *
   * @throws UsageException when it begins as a place and is none
   */
  static String place(Session session, String image) throws UsageException {
    if (!ImagePlace.isPlace(image)) {
      return image;
    }
    try {
      return ImagePlace.parse(image).below(session.environment().directory()).toString();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  AuthFiles authFiles(Environment environment) {
    Path only = authFile == null ? null : environment.resolve(authFile).toAbsolutePath();
    return AuthFiles.of(environment.variables(), home(environment), only);
  }

  private static Path home(Environment environment) {
    String home = environment.variable("HOME");
    return home == null ? environment.directory().toAbsolutePath() : Path.of(home);
  }

  private static List<Path> certificateDirectories(Environment environment) {
    String config = environment.variable("XDG_CONFIG_HOME");
    Path own = config == null ? home(environment).resolve(".config") : Path.of(config);
    return List.of(
        own.resolve("containers/certs.d"),
        Path.of("/etc/containers/certs.d"),
        Path.of("/etc/docker/certs.d"));
  }
}
