package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the commands say without a registry; {@code RegistryIT} has one. */
class RegistryCommandsTest extends CommandLineTest {
  /** Nobody listens there. */
  private static final String NOWHERE = "localhost:1";

  @BeforeEach
  void isAtHome() {
    variables.put("HOME", directory.toString());
  }

  private void built() {
    input = "FROM scratch\nLABEL a=b\n".getBytes(US_ASCII);
    run("build", "-q", "-t", "x", "-").ok();
  }

  @Test
  void lines_that_make_no_sense_are_refused_before_anything_is_asked() {
    for (String line :
        new String[] {
          "push",
          "push x a/Upper",
          "push x y@sha256:" + "0".repeat(64),
          "push --platform linux/amd64 --all-platforms x",
          "push --jobs 0 x",
          "push --chunk-size many x",
          "push --tls-verify=perhaps x",
          "pull",
          "pull Upper",
          "tags a:b",
          "search host..name",
          "referrers",
          "referrers Upper",
          "referrers --platform linux a",
          "copy a b",
          "copy docker://a",
          "copy docker://a b",
          "digest --remote Upper",
          "login -u me " + NOWHERE,
          "login -u me -p x --password-stdin " + NOWHERE,
          "login -u me -p x bad..host",
          "logout bad..host",
        }) {
      run(line.split(" ", -1)).exits(ExitCode.USAGE);
    }
    assertFalse(Files.exists(directory.resolve("store")), "work was begun");
  }

  @Test
  void an_image_that_is_not_here_is_not_asked_for() {
    built();
    run("push", "nothing", NOWHERE + "/x").exits(ExitCode.NOT_FOUND);
    assertEquals(72, run("digest", "x").ok().out().length());
  }

  @Test
  void a_registry_that_is_not_there_is_exit_code_5() {
    built();
    for (String line :
        new String[] {
          "push x " + NOWHERE + "/x",
          "push --dry-run x " + NOWHERE + "/x",
          "pull " + NOWHERE + "/x",
          "tags " + NOWHERE + "/x",
          "referrers " + NOWHERE + "/x",
          "copy --referrers docker://" + NOWHERE + "/x docker://" + NOWHERE + "/y",
          "search " + NOWHERE,
          "digest --remote " + NOWHERE + "/x",
          "inspect --remote " + NOWHERE + "/x",
          "history --remote " + NOWHERE + "/x",
          "rmi --remote " + NOWHERE + "/x",
          "copy docker://" + NOWHERE + "/x docker://" + NOWHERE + "/y",
          "login -u me -p secret " + NOWHERE
        }) {
      String err = run(line.split(" ", -1)).exits(ExitCode.REGISTRY).err();
      assertTrue(err.contains("localhost:1: connection refused"), err);
      assertTrue(err.contains("hint: is it running"), err);
      assertFalse(err.contains("secret"), err);
    }
    assertFalse(Files.exists(directory.resolve(".docker")), "kept what was not checked");
  }

  @Test
  void a_push_that_cannot_be_is_known_before_the_build() {
    input = "FROM scratch\nCOPY nothing /\n".getBytes(US_ASCII);
    String err = run("build", "--push", "-t", NOWHERE + "/x", "-").exits(ExitCode.REGISTRY).err();
    assertTrue(err.contains("push to localhost:1/x"), err);
    run("build", "--push", "-").exits(ExitCode.USAGE);
  }

  @Test
  void what_was_never_there_is_forgotten() {
    assertEquals(
        "Not logged in to reg.example\n", run("logout", "https://reg.example/").ok().err());
  }
}
