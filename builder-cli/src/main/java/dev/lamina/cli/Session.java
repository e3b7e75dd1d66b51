package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.progress.Cancellation;
import dev.lamina.store.StoreOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One run of the command: what it was given, where it prints and how it is stopped. */
final class Session implements AutoCloseable {
  private final Environment environment;
  private final GlobalOptions options;
  private final Console console;
  private final Cancellation cancellation;
  private @Nullable Progress progress;
  private boolean quiet;

  Session(
      Environment environment, GlobalOptions options, Console console, Cancellation cancellation) {
    this.environment = environment;
    this.options = options;
    this.console = console;
    this.cancellation = cancellation;
  }

  Environment environment() {
    return environment;
  }

  GlobalOptions options() {
    return options;
  }

  Console console() {
    return console;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** Shows progress as the options say, until the session ends. */
  Progress progress() throws UsageException {
    if (progress == null) {
      progress = quiet ? new QuietProgress(console) : Progress.of(environment, options, console);
    }
    return progress;
  }

  /** Shows warnings only, whatever the options say. */
  void beQuiet() {
    quiet = true;
  }

  /** The images of the store that the options name. */
  Images images() throws IOException, UsageException {
    StoreOptions store =
        StoreOptions.DEFAULT
            .withDurability(options.durability())
            .withLockTimeout(options.lockTimeout());
    return Images.open(
        options.store(environment),
        ImagesOptions.DEFAULT
            .withStore(store)
            .withProgress(progress())
            .withCancellation(cancellation));
  }

  /** Leaves the terminal in order, before results or errors are printed. */
  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
