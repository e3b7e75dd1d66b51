package dev.lamina.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.RefusedInputException;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that people already have, in the files of Docker, Podman and skopeo. The first of
 * these that has credentials for a registry wins: {@code DOCKER_AUTH_CONFIG} (the content of a
 * file), {@code $XDG_RUNTIME_DIR/containers/auth.json}, {@code
 * $XDG_CONFIG_HOME/containers/auth.json}, {@code $DOCKER_CONFIG/config.json} or {@code
 * ~/.docker/config.json}; one that is named by option or by {@code REGISTRY_AUTH_FILE} is the only
 * one.
 */
public final class AuthFiles implements CredentialSource {
  /** How long a helper may take. */
  private static final Duration HELPER_TIMEOUT = Duration.ofSeconds(30);

  private static final int MAX_SIZE = 4 << 20;

  private final List<Place> places;
  private final HelperRunner helpers;
  private final Path dockerFile;

  /** Content is given, or else in the file. */
  private record Place(String name, @Nullable String content, Path file, boolean required) {}

  private AuthFiles(List<Place> places, HelperRunner helpers, Path dockerFile) {
    this.places = List.copyOf(places);
    this.helpers = helpers;
    this.dockerFile = dockerFile;
  }

  /**
   * The files of a user.
   *
   * @param environment of the process
   * @param home of the user
   * @param only the only file to look into; null for the usual ones
   */
  public static AuthFiles of(Map<String, String> environment, Path home, @Nullable Path only) {
    return of(environment, home, only, HELPER_TIMEOUT);
  }

  static AuthFiles of(
      Map<String, String> environment, Path home, @Nullable Path only, Duration helperTimeout) {
    HelperRunner helpers = new HelperRunner(helperTimeout, environment.getOrDefault("PATH", ""));
    String named = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
    Path single = only == null && !named.isEmpty() ? home.resolve(named) : only;
    if (single != null) {
      return new AuthFiles(
          List.of(new Place(single.toString(), null, single, true)), helpers, single);
    }
    List<Place> places = new ArrayList<>();
    String inline = environment.getOrDefault("DOCKER_AUTH_CONFIG", "");
    if (!inline.isBlank()) {
      places.add(new Place("DOCKER_AUTH_CONFIG", inline, home, true));
    }
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isEmpty()) {
      places.add(place(Path.of(runtime, "containers", "auth.json")));
    }
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path configHome = config.isEmpty() ? home.resolve(".config") : Path.of(config);
    places.add(place(configHome.resolve("containers").resolve("auth.json")));
    String docker = environment.getOrDefault("DOCKER_CONFIG", "");
    Path dockerHome = docker.isEmpty() ? home.resolve(".docker") : Path.of(docker);
    Path dockerFile = dockerHome.resolve("config.json");
    places.add(place(dockerFile));
    return new AuthFiles(places, helpers, dockerFile);
  }

  private static Place place(Path file) {
    return new Place(file.toString(), null, file, false);
  }

  @Override
  public Optional<Credentials> find(Repository repository) throws IOException {
    for (Place place : places) {
      byte[] bytes = bytes(place);
      if (bytes != null) {
        Optional<Credentials> found = AuthFile.parse(bytes, place.name(), helpers).find(repository);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public List<String> places() {
    return places.stream().map(Place::name).toList();
  }

  /** Where {@code login} writes: the only file, or Docker's. */
  public Login login() {
    return new Login(dockerFile, helpers);
  }

  private static byte @Nullable [] bytes(Place place) throws IOException {
    if (place.content() != null) {
      return place.content().getBytes(UTF_8);
    }
    return read(place.file());
  }

  /** The bytes of a file of credentials; null when there is none, or an empty one. */
  static byte @Nullable [] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_SIZE + 1);
      if (bytes.length > MAX_SIZE) {
        throw new RefusedInputException(file + " is larger than " + MAX_SIZE + " bytes");
      }
      return bytes.length == 0 ? null : bytes;
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
