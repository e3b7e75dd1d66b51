package dev.lamina.cli;

import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Runs typical command lines once, so that the JVM can keep the classes they load in an archive
 * (see {@code bin/lamina}).
 */
public final class Training {
  private Training() {}

  public static void main(String[] arguments) throws IOException {
    for (String line : List.of("--version", "version", "help", "nonsense")) {
      run(List.of(line));
    }
  }

  private static void run(List<String> line) {
    Environment environment =
        new Environment(
            Map.of(),
            Path.of("").toAbsolutePath(),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            true,
            Clock.systemUTC());
    new Main(environment, Cancellation.NONE).run(line);
  }
}
