package dev.lamina.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.credentials.Credentials.Kind;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials as people already have them. */
class AuthFilesTest {
  private static final String ME = "bWU6c2VjcmV0"; // me:secret

  @TempDir Path home;

  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void open() {
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
  }

  private Path write(String file, String json) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, json.replace('\'', '"'));
  }

  private Optional<Credentials> find(String repository) throws IOException {
    return AuthFiles.of(environment, home, null, Duration.ofSeconds(20))
        .find(Repository.parse(repository));
  }

  private String user(String repository) throws IOException {
    return find(repository).map(c -> c.user() + ":" + c.secret()).orElse("nobody");
  }

  private static String auth(String user) {
    return "{'auth':'"
        + java.util.Base64.getEncoder()
            .encodeToString((user + ":pw").getBytes(java.nio.charset.StandardCharsets.UTF_8))
        + "'}";
  }

  @Test
  void there_need_be_no_file() throws IOException {
    assertEquals("nobody", user("ghcr.io/a/b"));
  }

  @Test
  void the_longest_path_wins_and_nobody_gets_the_password_of_a_neighbour() throws IOException {
    write(
        ".docker/config.json",
        "{'auths':{'reg:5000':"
            + auth("host")
            + ",'reg:5000/team-a':"
            + auth("a")
            + ",'reg:5000/team-a/x':"
            + auth("ax")
            + ",'other:1/t':"
            + auth("other")
            + "}}");
    assertEquals("ax:pw", user("reg:5000/team-a/x"));
    assertEquals("a:pw", user("reg:5000/team-a/y"));
    assertEquals("host:pw", user("reg:5000/team-ab/y"));
    assertEquals("other:pw", user("other:1/t/deep"));
    assertEquals("nobody", user("other:1/u"));
  }

  @Test
  void docker_hub_has_many_names() throws IOException {
    for (String key :
        List.of(
            "https://index.docker.io/v1/",
            "docker.io",
            "index.docker.io",
            "registry-1.docker.io")) {
      write(".docker/config.json", "{'auths':{'" + key + "':{'auth':'" + ME + "'}}}");
      assertEquals("me:secret", user("alpine"), key);
    }
  }

  @Test
  void keys_may_have_a_scheme_and_a_version() throws IOException {
    for (String key :
        List.of("https://ghcr.io", "http://ghcr.io/", "https://ghcr.io/v2/", "ghcr.io/v1")) {
      write(".docker/config.json", "{'auths':{'" + key + "':{'auth':'" + ME + "'}}}");
      assertEquals("me:secret", user("ghcr.io/x/y"), key);
    }
  }

  @Test
  void files_have_an_order_and_a_named_one_is_the_only_one() throws IOException {
    write(
        ".docker/config.json", "{'auths':{'r:1':" + auth("docker") + ",'s:1':" + auth("d") + "}}");
    assertEquals("docker:pw", user("r:1/x"));
    write(".config/containers/auth.json", "{'auths':{'r:1':" + auth("config") + "}}");
    assertEquals("config:pw", user("r:1/x"));
    write("run/containers/auth.json", "{'auths':{'r:1':" + auth("run") + "}}");
    assertEquals("run:pw", user("r:1/x"));
    environment.put(
        "DOCKER_AUTH_CONFIG", ("{'auths':{'r:1':" + auth("inline") + "}}").replace('\'', '"'));
    assertEquals("inline:pw", user("r:1/x"));
    assertEquals("d:pw", user("s:1/x"));
    environment.put("REGISTRY_AUTH_FILE", write("only.json", "{}").toString());
    assertEquals("nobody", user("r:1/x"));
  }

  @Test
  void docker_config_names_another_directory() throws IOException {
    environment.put("DOCKER_CONFIG", home.resolve("elsewhere").toString());
    write("elsewhere/config.json", "{'auths':{'r:1':" + auth("there") + "}}");
    assertEquals("there:pw", user("r:1/x"));
  }

  @Test
  void tokens_are_told_from_passwords() throws IOException {
    write(
        ".docker/config.json",
        "{'auths':{'a:1':{'auth':'"
            + ME
            + "','identitytoken':'id'},'b:1':{'registrytoken':'reg'},'c:1':{'username':'u','password':'p'},"
            + "'d:1':{}}}");
    assertEquals(Kind.IDENTITY_TOKEN, find("a:1/x").orElseThrow().kind());
    assertEquals(Kind.REGISTRY_TOKEN, find("b:1/x").orElseThrow().kind());
    assertEquals("u:p", user("c:1/x"));
    assertEquals("nobody", user("d:1/x"));
  }

  @Test
  void what_is_malformed_is_named_without_its_secrets() throws IOException {
    for (String auth : List.of("c2VjcmV0", "!!!secret!!!")) {
      write(".docker/config.json", "{'auths':{'r:1':{'auth':'" + auth + "'}}}");
      IOException e = assertThrows(IOException.class, () -> find("r:1/x"));
      assertTrue(
          String.valueOf(e.getMessage()).contains("config.json, auths \"r:1\""),
          String.valueOf(e.getMessage()));
      assertFalse(String.valueOf(e.getMessage()).contains("secret"));
    }
    write(".docker/config.json", "{'auths':{'r:1':{'auth':'secret");
    IOException e = assertThrows(IOException.class, () -> find("r:1/x"));
    assertFalse(String.valueOf(e.getMessage()).contains("secret"), String.valueOf(e.getMessage()));
    assertEquals(null, e.getCause());
  }

  private void helper(String name, String script) throws IOException {
    Path bin = home.resolve("bin");
    Files.createDirectories(bin);
    Path program = bin.resolve("docker-credential-" + name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Optional<Credentials> ask(String helper) throws IOException {
    return new HelperRunner(Duration.ofSeconds(1), home.resolve("bin").toString())
        .get(helper, "r:1", "F, credsStore");
  }

  @Test
  void helpers_are_asked() throws IOException {
    helper("good", "read server; echo '{\"Username\":\"u\",\"Secret\":\"'$server'\"}'");
    assertEquals("u:r:1", ask("good").map(c -> c.user() + ":" + c.secret()).orElse(""));
    helper("token", "echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");
    assertEquals(Kind.IDENTITY_TOKEN, ask("token").orElseThrow().kind());
    helper("none", "echo 'credentials not found in native keychain'; exit 1");
    assertTrue(ask("none").isEmpty());
  }

  @Test
  void helpers_that_fail_are_named_and_what_they_print_is_not() throws IOException {
    helper("fails", "echo secret; exit 3");
    helper("babbles", "echo secret");
    helper("hangs", "exec sleep 30");
    helper("floods", "exec yes secret");
    for (String name : List.of("fails", "babbles", "hangs", "floods", "missing", "../evil")) {
      IOException e = assertThrows(IOException.class, () -> ask(name), name);
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("F, credsStore"),
          String.valueOf(e.getMessage()));
      assertFalse(
          String.valueOf(e.getMessage()).contains("secret"), String.valueOf(e.getMessage()));
    }
  }

  @Test
  void login_keeps_what_else_the_file_says() throws IOException {
    Path file =
        write(".docker/config.json", "{'proxies':{'x':1},'auths':{'r:1':" + auth("old") + "}}");
    Login login = AuthFiles.of(environment, home, null).login();
    login.store("r:1", Credentials.of("new", "p", "typed"));
    login.store("docker.io", Credentials.of("hub", "p", "typed"));
    assertEquals("new:p", user("r:1/x"));
    assertEquals("hub:p", user("alpine"));
    assertTrue(Files.readString(file).contains("\"proxies\":{\"x\":1}"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(login.erase("r:1"));
    assertFalse(login.erase("r:1"));
    assertEquals("nobody", user("r:1/x"));
  }
}
