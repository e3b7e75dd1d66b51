package dev.lamina.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in a file of Docker's {@code config.json} form: {@code credHelpers}, {@code
 * credsStore} and {@code auths}, in this order. Secrets are never part of a message.
 */
final class AuthFile {
  private final String place;
  private final JsonObject object;
  private final HelperRunner helpers;

  private AuthFile(String place, JsonObject object, HelperRunner helpers) {
    this.place = place;
    this.object = object;
    this.helpers = helpers;
  }

  /**
   * @param place file or variable, for messages
   * @throws RefusedInputException when it is not JSON, without a word of what it says
   */
  static AuthFile parse(byte[] bytes, String place, HelperRunner helpers)
      throws RefusedInputException {
    try {
      return new AuthFile(place, Json.parseObject(bytes, place), helpers);
    } catch (RefusedInputException e) {
      // the reader's message quotes what it read
      throw new RefusedInputException(place + " is not a JSON object; mend or remove it");
    }
  }

  Optional<Credentials> find(Repository repository) throws IOException {
    Map<String, JsonValue> perRegistry = members("credHelpers");
    Optional<String> key = AuthKey.best(perRegistry.keySet().stream(), repository);
    if (key.isPresent() && perRegistry.get(key.get()) instanceof JsonString helper) {
      String asked = "credHelpers " + quoted(key.get());
      return fromHelper(helper.value(), repository, asked);
    }
    String store = object.string("credsStore", "");
    if (!store.isEmpty()) {
      Optional<Credentials> stored = fromHelper(store, repository, "credsStore");
      if (stored.isPresent()) {
        return stored;
      }
    }
    return fromAuths(repository);
  }

  private Map<String, JsonValue> members(String key) throws RefusedInputException {
    JsonObject members = object.objectOrNull(key);
    return members == null ? Map.of() : members.members();
  }

  private Optional<Credentials> fromHelper(String helper, Repository repository, String asked)
      throws IOException {
    String origin = place + ", " + asked + ", helper docker-credential-" + Escaped.text(helper);
    for (String name : AuthKey.names(repository.registry())) {
      Optional<Credentials> found = helpers.get(helper, name, origin);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Credentials> fromAuths(Repository repository) throws RefusedInputException {
    Map<String, JsonValue> auths = members("auths");
    Optional<String> key =
        AuthKey.best(
            auths.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof JsonObject auth && !auth.isEmpty())
                .map(Map.Entry::getKey),
            repository);
    if (key.isEmpty() || !(auths.get(key.get()) instanceof JsonObject auth)) {
      return Optional.empty();
    }
    return Optional.ofNullable(credentials(auth, place + ", auths " + quoted(key.get())));
  }

  private static @Nullable Credentials credentials(JsonObject auth, String origin)
      throws RefusedInputException {
    String user = auth.string("username", "");
    String password = auth.string("password", "");
    String encoded = auth.string("auth", "");
    if (!encoded.isEmpty()) {
      String decoded = decode(encoded, origin);
      int colon = decoded.indexOf(':');
      if (colon < 0) {
        throw new RefusedInputException(origin + ": 'auth' is not USER:PASSWORD in base64");
      }
      user = decoded.substring(0, colon);
      password = decoded.substring(colon + 1).replaceAll("\0+$", "");
    }
    String identity = auth.string("identitytoken", "");
    if (!identity.isEmpty()) {
      return new Credentials(Credentials.Kind.IDENTITY_TOKEN, user, identity, origin);
    }
    String registry = auth.string("registrytoken", "");
    if (!registry.isEmpty()) {
      return new Credentials(Credentials.Kind.REGISTRY_TOKEN, user, registry, origin);
    }
    return user.isEmpty() && password.isEmpty() ? null : Credentials.of(user, password, origin);
  }

  private static String quoted(String key) {
    return '"' + Escaped.text(key) + '"';
  }

  private static String decode(String encoded, String origin) throws RefusedInputException {
    try {
      return new String(Base64.getDecoder().decode(encoded.strip()), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedInputException(origin + ": 'auth' is not base64");
    }
  }
}
