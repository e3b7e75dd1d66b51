package dev.lamina.cli;

import dev.lamina.progress.ProgressEvent;

/** Warnings only, and none of the checks: a line in a script is about something else. */
final class QuietProgress implements Progress {
  private final Console console;

  QuietProgress(Console console) {
    this.console = console;
  }

  @Override
  public void on(ProgressEvent event) {
    if (event instanceof ProgressEvent.Warning warning && warning.rule() == null) {
      console.message(Progress.warning(warning));
    }
  }

  @Override
  public void close() {}
}
