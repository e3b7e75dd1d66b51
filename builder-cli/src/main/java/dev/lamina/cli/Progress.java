package dev.lamina.cli;

import dev.lamina.dockerfile.SourceRange;
import dev.lamina.io.Escaped;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressListener;

/** Shows progress on the error stream until it is closed. */
interface Progress extends ProgressListener, AutoCloseable {
  /** Leaves the screen in order; nothing is shown after this. */
  @Override
  void close();

  /** The one that the options ask for. */
  static Progress of(Environment environment, GlobalOptions options, Console console)
      throws UsageException {
    GlobalOptions.LogLevel level = options.logLevel();
    Progress progress =
        switch (options.progress(environment)) {
          case AUTO, PLAIN -> new PlainProgress(console, System::nanoTime);
          case TTY -> new TtyProgress(console, System::nanoTime, options.color(environment));
          case JSON -> new JsonProgress(console);
          case QUIET -> new QuietProgress(console);
        };
    return new FilteredProgress(progress, level);
  }

  /** {@code warning: Dockerfile:3: text}. */
  static String warning(ProgressEvent.Warning warning) {
    SourceRange range = warning.range();
    String place = range == null ? "" : Escaped.text(range.file()) + ":" + range.firstLine() + ": ";
    return "warning: " + place + warning.text();
  }

  /** {@code [build 2/5]}; the stage is left out where it is the only one that has no name. */
  static String label(String stage, int step, int total) {
    String name =
        switch (stage) {
          case "", "0" -> "";
          default ->
              stage.chars().allMatch(c -> c >= '0' && c <= '9')
                  ? "stage-" + stage + " "
                  : Escaped.text(stage) + " ";
        };
    return "[" + name + step + "/" + total + "]";
  }

  /** An instruction on one line, not longer than people read. */
  static String instruction(String text) {
    String line = Escaped.text(text.strip().replaceAll("\\s+", " "));
    int limit = 160;
    return line.length() <= limit ? line : line.substring(0, limit - 1) + "…";
  }

  /** {@code 12.3MB / 45MB}. */
  static String amount(ProgressEvent.BytesMoved moved) {
    return Human.size(moved.done()) + (moved.total() < 0 ? "" : " / " + Human.size(moved.total()));
  }
}
