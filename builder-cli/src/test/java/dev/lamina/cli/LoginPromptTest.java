package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What login asks a person for. Nobody listens at the registry: that it is asked is enough. */
class LoginPromptTest extends CommandLineTest {
  private static final String NOWHERE = "localhost:1";
  private static final String SECRET = "dont-tell";

  private final List<String> asked = new ArrayList<>();
  private @Nullable String typed = "me";
  private @Nullable String hidden = SECRET;

  @BeforeEach
  void somebodyIsThere() {
    variables.put("HOME", directory.toString());
    prompt =
        new Prompt() {
          @Override
          public @Nullable String line(String question) {
            asked.add(question);
            return typed;
          }

          @Override
          public @Nullable String secret(String question) {
            asked.add("(hidden) " + question);
            return hidden;
          }
        };
  }

  @Test
  void what_is_not_given_is_asked_for() {
    String err = run("login", NOWHERE).exits(ExitCode.REGISTRY).err();
    assertEquals(List.of("Username: ", "(hidden) Password: "), asked);
    assertFalse(err.contains(SECRET), err);
    asked.clear();
    run("login", "-u", "me", NOWHERE).exits(ExitCode.REGISTRY);
    assertEquals(List.of("(hidden) Password: "), asked);
    asked.clear();
    run("login", "-p", SECRET, NOWHERE).exits(ExitCode.REGISTRY);
    assertEquals(List.of("Username: "), asked);
    asked.clear();
    run("login", "-u", "me", "-p", SECRET, NOWHERE).exits(ExitCode.REGISTRY);
    input = SECRET.getBytes(US_ASCII);
    run("login", "-u", "me", "--password-stdin", NOWHERE).exits(ExitCode.REGISTRY);
    assertEquals(List.of(), asked);
  }

  @Test
  void no_answer_is_no_account() {
    typed = null;
    assertEquals(
        "error: login: no user name was given\n",
        run("login", NOWHERE).exits(ExitCode.USAGE).err());
    typed = "me";
    hidden = "";
    assertEquals(
        "error: login: no password was given\n", run("login", NOWHERE).exits(ExitCode.USAGE).err());
  }

  @Test
  void the_input_that_has_the_password_is_not_asked_for_the_name() {
    String err = run("login", "--password-stdin", NOWHERE).exits(ExitCode.USAGE).err();
    assertTrue(err.startsWith("error: login: missing option --username"), err);
    assertEquals(List.of(), asked);
  }

  @Test
  void without_a_terminal_all_has_to_be_given() {
    prompt = null;
    for (String line : List.of("login " + NOWHERE, "login -p x " + NOWHERE)) {
      String err = run(line.split(" ", -1)).exits(ExitCode.USAGE).err();
      assertTrue(err.startsWith("error: login: missing option --username"), err);
    }
    String err = run("login", "-u", "me", NOWHERE).exits(ExitCode.USAGE).err();
    assertTrue(err.startsWith("error: login: give the password once"), err);
  }
}
