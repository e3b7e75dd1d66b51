package dev.lamina.cli.peer;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Golden;
import java.nio.file.Path;

/** The smallest image that runs: {@code testdata/build/hello}. */
final class Hello {
  static final String GREETING = "Hello from Lamina!\n";

  private Hello() {}

  /** Builds it into a store, under the name {@code hello} and others. */
  static CommandRun built(Path store, String... moreNames) {
    CommandRun lamina = new CommandRun(store);
    String context = Golden.testdata().resolve("build/hello").toAbsolutePath().toString();
    lamina.run("build", "-q", "-t", "hello", context).ok();
    for (String name : moreNames) {
      lamina.run("tag", "hello", name).ok();
    }
    return lamina;
  }
}
