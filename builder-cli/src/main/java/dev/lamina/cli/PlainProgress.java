package dev.lamina.cli;

import dev.lamina.io.Escaped;
import dev.lamina.progress.ProgressEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lines for logs, in BuildKit's plain form. */
final class PlainProgress implements Progress {
  private static final long BETWEEN_AMOUNTS = 1_000_000_000L;

  private record Running(int number, long since) {}

  private final Console console;
  private final LongSupplier nanoTime;
  private final Map<String, Running> steps = new HashMap<>();
  private final Map<String, Long> lastAmounts = new HashMap<>();
  private int count;

  PlainProgress(Console console, LongSupplier nanoTime) {
    this.console = console;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    if (event instanceof ProgressEvent.StepStarted e) {
      String label = Progress.label(e.stage(), e.step(), e.total());
      Running running = new Running(++count, nanoTime.getAsLong());
      steps.put(label, running);
      console.message("#" + running.number() + " " + label + " " + Progress.instruction(e.text()));
    } else if (event instanceof ProgressEvent.StepDone e) {
      done(e);
    } else if (event instanceof ProgressEvent.BytesMoved e) {
      amount(e);
    } else if (event instanceof ProgressEvent.Warning e) {
      console.message(Progress.warning(e));
    } else if (event instanceof ProgressEvent.Message e) {
      console.message(Escaped.text(e.text()));
    }
  }

  private void done(ProgressEvent.StepDone event) {
    Running running = steps.remove(Progress.label(event.stage(), event.step(), event.total()));
    if (running != null) {
      String how =
          event.outcome() == ProgressEvent.Outcome.CACHED
              ? "CACHED"
              : "DONE " + Human.seconds(nanoTime.getAsLong() - running.since());
      console.message("#" + running.number() + " " + how);
    }
  }

  /** The first and the last amount always, those between once a second. */
  private void amount(ProgressEvent.BytesMoved event) {
    long now = nanoTime.getAsLong();
    Long last = lastAmounts.get(event.what());
    boolean end = event.done() == event.total();
    if (last == null || end || now - last >= BETWEEN_AMOUNTS) {
      lastAmounts.put(event.what(), now);
      console.message(Escaped.text(event.what()) + " " + Progress.amount(event));
    }
  }

  @Override
  public void close() {}
}
