package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.dockerfile.SourceRange;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressEvent.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final List<ProgressEvent> BUILD =
      List.of(
          new ProgressEvent.Message("resolved\u001b[31m base"),
          new ProgressEvent.StepStarted("0", 1, 2, "COPY a \\\n  /b"),
          new ProgressEvent.StepDone("0", 1, 2, Outcome.CACHED),
          new ProgressEvent.StepStarted("0", 2, 2, "ADD big.tar /"),
          new ProgressEvent.BytesMoved("reading big.tar", 0, 4000),
          new ProgressEvent.BytesMoved("reading big.tar", 2000, 4000),
          new ProgressEvent.BytesMoved("reading big.tar", 4000, 4000),
          new ProgressEvent.Warning("no USER", SourceRange.lines("Dockerfile", 3, 3)),
          new ProgressEvent.StepDone("0", 2, 2, Outcome.EXECUTED));

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(OutputStream.nullOutputStream(), err);
  private long now;

  private String show(Progress progress) {
    for (ProgressEvent event : BUILD) {
      now += 100_000_000L;
      progress.on(event);
    }
    progress.close();
    return err.toString(UTF_8);
  }

  @Test
  void plain_is_one_line_a_fact() {
    assertEquals(
        """
        resolved\\x1b[31m base
        #1 [1/2] COPY a \\\\ /b
        #1 CACHED
        #2 [2/2] ADD big.tar /
        reading big.tar 0B / 4kB
        reading big.tar 4kB / 4kB
        warning: Dockerfile:3: no USER
        #2 DONE 0.5s
        """,
        show(new PlainProgress(console, () -> now)));
  }

  @Test
  void json_is_one_object_a_line() {
    List<String> lines = show(new JsonProgress(console)).lines().toList();
    assertEquals(BUILD.size(), lines.size());
    assertEquals(
        "{\"event\":\"stepDone\",\"stage\":\"0\",\"step\":1,\"total\":2,\"outcome\":\"cached\"}",
        lines.get(2));
    assertEquals(
        "{\"event\":\"warning\",\"text\":\"no USER\",\"file\":\"Dockerfile\",\"line\":3}",
        lines.get(7));
  }

  @Test
  void quiet_shows_warnings_only() {
    assertEquals("warning: Dockerfile:3: no USER\n", show(new QuietProgress(console)));
  }

  @Test
  void log_level_error_shows_nothing() {
    Progress plain = new PlainProgress(console, () -> now);
    assertEquals("", show(new FilteredProgress(plain, GlobalOptions.LogLevel.ERROR)));
  }

  @Test
  void a_terminal_ends_with_the_finished_lines_and_wraps_again() {
    String text = show(new TtyProgress(console, () -> now, false));
    assertEquals(
        List.of(
            " => resolved\\x1b[31m base",
            " => CACHED [1/2] COPY a \\\\ /b",
            " => reading big.tar 4kB / 4kB",
            "warning: Dockerfile:3: no USER",
            " => [2/2] ADD big.tar / 0.5s"),
        Screen.lines(text));
    assertTrue(text.endsWith("\u001b[?7h"), "wrap mode stays off");
    assertTrue(text.contains("[##########----------] 2kB / 4kB"), text);
  }

  /** Enough of a terminal: lines, cursor up, erase to the end of line and screen. */
  private static final class Screen {
    static List<String> lines(String text) {
      java.util.ArrayList<StringBuilder> rows = new java.util.ArrayList<>();
      int row = 0;
      int column = 0;
      for (int i = 0; i < text.length(); i++) {
        while (rows.size() <= row) {
          rows.add(new StringBuilder());
        }
        char c = text.charAt(i);
        if (c == '\n') {
          row++;
          column = 0;
        } else if (c == '\r') {
          column = 0;
        } else if (c == '\u001b') {
          int end = i + 2;
          while (!Character.isLetter(text.charAt(end))) {
            end++;
          }
          switch (text.charAt(end)) {
            case 'A' -> row -= Integer.parseInt(text.substring(i + 2, end));
            case 'K' -> rows.get(row).setLength(column);
            case 'J' -> {
              rows.subList(row + 1, rows.size()).clear();
              rows.get(row).setLength(column);
            }
            default -> {}
          }
          i = end;
        } else {
          StringBuilder line = rows.get(row);
          if (column < line.length()) {
            line.setCharAt(column, c);
          } else {
            line.append(c);
          }
          column++;
        }
      }
      return rows.stream().map(StringBuilder::toString).filter(l -> !l.isEmpty()).toList();
    }
  }
}
