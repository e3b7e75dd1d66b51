package dev.lamina.cli.process;

import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that sets one name a round, at the moment when the file {@code go-ROUND} appears, so
 * that several do it at once whatever a JVM takes to start. Arguments: folder of the signals,
 * store, number of this process, rounds.
 */
final class TagRound {
  private TagRound() {}

  public static void main(String[] arguments) throws IOException {
    Path signals = Path.of(arguments[0]);
    String number = arguments[2];
    Images images = Images.open(Path.of(arguments[1]), ImagesOptions.DEFAULT);
    for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
      Files.createFile(signals.resolve("ready-" + round + "-" + number));
      while (!Files.exists(signals.resolve("go-" + round))) {
        LockSupport.parkNanos(500_000);
      }
      images.tag("base", Reference.parse("round-" + round + ":by-" + number));
    }
  }
}
