package dev.lamina.cli;

import dev.lamina.progress.ProgressEvent;

/** Leaves out what the log level leaves out. */
final class FilteredProgress implements Progress {
  private final Progress progress;
  private final GlobalOptions.LogLevel level;

  FilteredProgress(Progress progress, GlobalOptions.LogLevel level) {
    this.progress = progress;
    this.level = level;
  }

  @Override
  public void on(ProgressEvent event) {
    GlobalOptions.LogLevel needed =
        event instanceof ProgressEvent.Warning
            ? GlobalOptions.LogLevel.WARN
            : GlobalOptions.LogLevel.INFO;
    if (level.compareTo(needed) >= 0) {
      progress.on(event);
    }
  }

  @Override
  public void close() {
    progress.close();
  }
}
