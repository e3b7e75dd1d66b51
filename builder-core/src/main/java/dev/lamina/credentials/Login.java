package dev.lamina.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.AtomicFile;
import dev.lamina.io.Durability;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps credentials for later, where Docker would: in the helper that the file names, else in the
 * file itself. What else the file says stays.
 */
public final class Login {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private final HelperRunner helpers;

  Login(Path file, HelperRunner helpers) {
    this.file = file;
    this.helpers = helpers;
  }

  /**
   * Keeps the credentials of a registry.
   *
   * @param registry {@code HOST[:PORT]}
   * @return where they are now, for people: a file or a helper
   */
  public String store(String registry, Credentials credentials) throws IOException {
    JsonObject config = read();
    String key = AuthKey.canonical(registry);
    String helper = helper(config, registry);
    if (!helper.isEmpty()) {
      String place = place(helper);
      helpers.store(helper, key, credentials, place);
      return place;
    }
    String pair = credentials.user() + ":" + credentials.secret();
    JsonObject entry =
        credentials.kind() == Credentials.Kind.PASSWORD
            ? JsonObject.builder()
                .set("auth", Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                .build()
            : JsonObject.builder().set("identitytoken", credentials.secret()).build();
    write(config.with("auths", auths(config).with(key, entry)));
    return file.toString();
  }

  /**
   * Forgets the credentials of a registry.
   *
   * @return whether there were any in the file, or a helper that was asked to forget them
   */
  public boolean erase(String registry) throws IOException {
    JsonObject config = read();
    String helper = helper(config, registry);
    if (!helper.isEmpty()) {
      helpers.erase(helper, AuthKey.canonical(registry), place(helper));
    }
    Set<String> names = Set.copyOf(AuthKey.names(registry));
    JsonObject auths = auths(config);
    boolean there = auths.members().keySet().stream().anyMatch(names::contains);
    if (there) {
      write(config.with("auths", auths.without(names)));
    }
    return there || !helper.isEmpty();
  }

  private String place(String helper) {
    return "helper docker-credential-" + Escaped.text(helper) + " (named in " + file + ")";
  }

  private static String helper(JsonObject config, String registry) throws RefusedInputException {
    JsonObject perRegistry =
        Objects.requireNonNullElse(config.objectOrNull("credHelpers"), JsonObject.EMPTY);
    String own = perRegistry.string(AuthKey.canonical(registry), "");
    return own.isEmpty() ? config.string("credsStore", "") : own;
  }

  private static JsonObject auths(JsonObject config) throws RefusedInputException {
    return Objects.requireNonNullElse(config.objectOrNull("auths"), JsonObject.EMPTY);
  }

  private JsonObject read() throws IOException {
    byte[] bytes = AuthFiles.read(file);
    if (bytes == null) {
      return JsonObject.EMPTY;
    }
    try {
      return Json.parseObject(bytes, file.toString());
    } catch (RefusedInputException e) {
      // the reader's message quotes what it read
      throw new RefusedInputException(file + " is not a JSON object; mend or remove it");
    }
  }

  private void write(JsonObject config) throws IOException {
    // a link is followed: people keep this file elsewhere
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Files.createDirectories(Objects.requireNonNull(target.toAbsolutePath().getParent()));
    Path temporary = target.resolveSibling(target.getFileName() + ".lamina-new");
    AtomicFile.replace(target, temporary, Json.write(config), OWNER_ONLY, Durability.FULL);
  }
}
