package dev.lamina.cli;

import dev.lamina.progress.ProgressEvent;

/** Warnings only. */
final class QuietProgress implements Progress {
  private final Console console;

  QuietProgress(Console console) {
    this.console = console;
  }

  @Override
  public void on(ProgressEvent event) {
    if (event instanceof ProgressEvent.Warning warning) {
      console.message(Progress.warning(warning));
    }
  }

  @Override
  public void close() {}
}
