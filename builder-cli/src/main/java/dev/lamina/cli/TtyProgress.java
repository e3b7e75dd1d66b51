package dev.lamina.cli;

import dev.lamina.io.Escaped;
import dev.lamina.progress.ProgressEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * A terminal's progress: what is done scrolls up, what runs is redrawn below it. A frame is one
 * write, and lines are cut by the terminal itself (its wrap mode is off while a frame is drawn), so
 * a frame is right at any width and after any resize.
 */
final class TtyProgress implements Progress {
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";
  private static final long BETWEEN_FRAMES = 50_000_000L;
  private static final int BAR = 20;
  private static final int MOST_LINES = 8;

  private record Running(String text, long since) {}

  private final Console console;
  private final LongSupplier nanoTime;
  private final boolean color;
  private final Map<String, Running> steps = new LinkedHashMap<>();
  private final Map<String, ProgressEvent.BytesMoved> transfers = new LinkedHashMap<>();
  private int drawn;
  private long lastFrame;

  TtyProgress(Console console, LongSupplier nanoTime, boolean color) {
    this.console = console;
    this.nanoTime = nanoTime;
    this.color = color;
    this.lastFrame = nanoTime.getAsLong() - BETWEEN_FRAMES;
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    if (event instanceof ProgressEvent.StepStarted e) {
      String label = Progress.label(e.stage(), e.step(), e.total());
      steps.put(label, new Running(Progress.instruction(e.text()), nanoTime.getAsLong()));
      frame("");
    } else if (event instanceof ProgressEvent.StepDone e) {
      done(e);
    } else if (event instanceof ProgressEvent.BytesMoved e) {
      transfers.remove(e.what());
      if (e.done() == e.total()) {
        frame(" => " + Escaped.text(e.what()) + " " + Progress.amount(e));
      } else {
        transfers.put(e.what(), e);
        if (nanoTime.getAsLong() - lastFrame >= BETWEEN_FRAMES) {
          frame("");
        }
      }
    } else if (event instanceof ProgressEvent.Warning e) {
      frame(colored("33", Progress.warning(e)));
    } else if (event instanceof ProgressEvent.Message e) {
      frame(" => " + Escaped.text(e.text()));
    }
  }

  private void done(ProgressEvent.StepDone event) {
    String label = Progress.label(event.stage(), event.step(), event.total());
    Running running = steps.remove(label);
    if (running == null) {
      return;
    }
    boolean cached = event.outcome() == ProgressEvent.Outcome.CACHED;
    String line = label + " " + running.text();
    frame(
        colored(
            "34",
            cached
                ? " => CACHED " + line
                : " => " + line + " " + Human.seconds(nanoTime.getAsLong() - running.since())));
  }

  /** Draws anew what runs, below a line that stays (none when it is empty). */
  private void frame(String stays) {
    StringBuilder out = new StringBuilder(NO_WRAP);
    if (drawn > 0) {
      out.append("\u001b[").append(drawn).append('A');
    }
    out.append('\r');
    if (!stays.isEmpty()) {
      out.append(stays).append(REST_OF_LINE).append('\n');
    }
    String[] lines = running();
    for (String line : lines) {
      out.append(line).append(REST_OF_LINE).append('\n');
    }
    console.rawMessage(out.append(REST_OF_SCREEN).append(WRAP).toString());
    drawn = lines.length;
    lastFrame = nanoTime.getAsLong();
  }

  private String[] running() {
    long now = nanoTime.getAsLong();
    Stream<String> of =
        steps.entrySet().stream()
            .map(
                step ->
                    " => "
                        + step.getKey()
                        + " "
                        + step.getValue().text()
                        + " "
                        + Human.seconds(now - step.getValue().since()));
    Stream<String> moving =
        transfers.values().stream()
            .map(e -> " => => " + Escaped.text(e.what()) + " " + bar(e) + Progress.amount(e));
    return Stream.concat(of, moving).limit(MOST_LINES).toArray(String[]::new);
  }

  private static String bar(ProgressEvent.BytesMoved event) {
    if (event.total() <= 0) {
      return "";
    }
    int full = (int) Math.min(BAR, Math.max(0, event.done()) / (event.total() / (double) BAR));
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] ";
  }

  private String colored(String code, String text) {
    return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  @Override
  public synchronized void close() {
    steps.clear();
    transfers.clear();
    if (drawn > 0) {
      frame("");
    }
  }
}
