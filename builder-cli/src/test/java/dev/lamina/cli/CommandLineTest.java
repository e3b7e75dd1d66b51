package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.progress.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole command in this process, in a directory and with an environment of its own. */
abstract class CommandLineTest {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path directory;

  final Map<String, String> variables = new HashMap<>();
  byte[] input = new byte[0];
  @Nullable Prompt prompt;

  /**
   * How a command line ended.
   *
   * @param stdout what it wrote to its standard output
   */
  record Result(int exit, ByteArrayOutputStream stdout, String err) {
    byte[] bytes() {
      return stdout.toByteArray();
    }

    String out() {
      return stdout.toString(UTF_8);
    }

    /** This, if it ended with {@code code}; otherwise the test fails with what it said. */
    Result exits(ExitCode code) {
      assertEquals(code.code(), exit, () -> "stdout:\n" + out() + "stderr:\n" + err);
      return this;
    }

    Result ok() {
      return exits(ExitCode.DONE);
    }
  }

  /** Runs a command line with a store in the test's directory. */
  Result run(String... arguments) {
    Map<String, String> all = new HashMap<>(variables);
    all.putIfAbsent("LAMINA_STORE", directory.resolve("store").toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(
            all,
            directory,
            new ByteArrayInputStream(input),
            out,
            err,
            false,
            false,
            Clock.fixed(NOW, ZoneOffset.UTC),
            prompt);
    int exit = new Main(environment, Cancellation.NONE).run(List.of(arguments)).code();
    return new Result(exit, out, err.toString(UTF_8));
  }
}
