package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.shell.Spaces;
import java.util.ArrayList;
import java.util.List;

/** Cuts argument text into words. */
final class WordCutter {
  private final JoinedLine line;
  private final char escape;

  WordCutter(JoinedLine line, char escape) {
    this.line = line;
    this.escape = escape;
  }

  /** Split at runs of blanks; quotes do not group. */
  List<Word> atBlanks(int start, int end) {
    List<Word> words = new ArrayList<>();
    int at = start;
    while (at < end) {
      while (at < end && Spaces.isBlank(line.text().charAt(at))) {
        at++;
      }
      int from = at;
      while (at < end && !Spaces.isBlank(line.text().charAt(at))) {
        at++;
      }
      if (at > from) {
        words.add(line.word(from, at));
      }
    }
    return words;
  }

  /**
   * Split at white space, where quotes group and the escape protects the next character; both are
   * kept in the word. An escape at the very end is dropped, an open quote reaches to the end.
   */
  List<Word> quoted(int start, int end) {
    List<Word> words = new ArrayList<>();
    int at = start;
    while (true) {
      while (at < end && Spaces.isSpace(line.text().charAt(at))) {
        at++;
      }
      if (at >= end) {
        return words;
      }
      StringBuilder word = new StringBuilder();
      int next = oneQuoted(at, end, word);
      if (!word.isEmpty()) {
        words.add(new Word(word.toString(), line.columnOf(at)));
      }
      at = next;
    }
  }

  private int oneQuoted(int start, int end, StringBuilder word) {
    String text = line.text();
    char quote = 0;
    int at = start;
    while (at < end) {
      char c = text.charAt(at);
      if (quote == 0 && Spaces.isSpace(c)) {
        return at;
      }
      if (c == escape && quote != '\'') {
        if (at + 1 == end) {
          return end;
        }
        word.append(c);
        at++;
        c = text.charAt(at);
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
      word.append(c);
      at++;
    }
    return at;
  }

  /** Reads {@code --} words from {@code start}; returns where the arguments begin. */
  int flags(int start, int end, List<Word> flags) {
    String text = line.text();
    int at = start;
    while (true) {
      while (at < end && Spaces.isSpace(text.charAt(at))) {
        at++;
      }
      if (!text.startsWith("--", at) || at + 2 > end) {
        return at;
      }
      StringBuilder word = new StringBuilder();
      int next = oneFlag(at, end, word);
      if (word.toString().equals("--")) {
        return next;
      }
      flags.add(new Word(word.toString(), line.columnOf(at)));
      at = next;
    }
  }

  private int oneFlag(int start, int end, StringBuilder word) {
    String text = line.text();
    char quote = 0;
    int at = start;
    while (at < end) {
      char c = text.charAt(at);
      if (quote == 0 && Spaces.isSpace(c)) {
        return at;
      }
      if (c == escape) {
        at++;
        if (at < end) {
          word.append(text.charAt(at));
        }
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
      at++;
    }
    return at;
  }
}
