package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.progress.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest extends CommandLineTest {
  @Test
  void version_is_one_line_as_an_option_and_more_as_a_command() {
    Result option = run("--version").ok();
    assertTrue(option.out().matches("lamina \\d+\\.\\d+\\.\\d+\\n"), option.out());
    assertTrue(run("version").ok().out().startsWith(option.out()));
  }

  @Test
  void an_unknown_command_is_a_usage_error_with_a_suggestion() {
    Result result = run("verzion").exits(ExitCode.USAGE);
    assertEquals("", result.out());
    assertEquals(
        "error: lamina: 'verzion' is not a command\nhint: did you mean version?\n", result.err());
  }

  @Test
  void an_unknown_option_is_a_usage_error_with_a_suggestion() {
    assertEquals(
        "error: lamina version: unknown option '--stor'\nhint: did you mean --store?\n",
        run("version", "--stor", "x").exits(ExitCode.USAGE).err());
  }

  @Test
  void global_options_stand_before_and_after_the_command() {
    run("--lock-timeout", "2s", "version").ok();
    run("version", "--lock-timeout", "2s").ok();
    run("--lock-timeout=x", "version").exits(ExitCode.USAGE);
  }

  @Test
  void an_argument_that_begins_with_at_is_not_a_file() {
    String err = run("completion", "@x").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("'@x'"), err);
  }

  @Test
  void an_argument_that_was_not_text_is_refused_with_a_hint() {
    String err = run("version", "na\ufffdme").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("hint: set LC_ALL=C.UTF-8"), err);
  }

  @Test
  void no_command_shows_the_usage_and_is_an_error() {
    Result result = run().exits(ExitCode.USAGE);
    assertEquals("", result.out());
    assertTrue(result.err().contains("Usage: lamina"), result.err());
  }

  @Test
  void control_characters_in_arguments_reach_no_terminal() {
    String err = run("ver\u001b[31m").exits(ExitCode.USAGE).err();
    assertTrue(err.chars().noneMatch(c -> c == 0x1b), err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void help_lists_every_command(String word) {
    String out = run(word).ok().out();
    assertTrue(out.contains("version") && out.contains("completion"), out);
  }

  @Test
  void dockers_other_spelling_goes_by_its_own_names() {
    assertTrue(run("image", "ls", "--help").ok().out().startsWith("Usage: lamina image ls"));
    assertTrue(run("completion", "zsh").ok().out().contains("_lamina_image_rm()"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completions_know_the_commands_and_options(String shell) {
    String out = run("completion", shell).ok().out();
    assertTrue(out.contains("completion") && out.contains("lock-timeout"), out);
  }

  @Test
  void a_closed_output_is_an_error() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Environment environment =
        new Environment(
            Map.of(),
            directory,
            InputStream.nullInputStream(),
            closed,
            err,
            false,
            false,
            Clock.systemUTC());
    assertEquals(ExitCode.IO, new Main(environment, Cancellation.NONE).run(List.of("version")));
    assertEquals("error: writing to standard output: Broken pipe\n", err.toString(UTF_8));
  }
}
