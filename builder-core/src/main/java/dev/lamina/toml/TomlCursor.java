package dev.lamina.toml;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;

/** A place in the text of a file. */
final class TomlCursor {
  /** What {@link #peek} says at the end. */
  static final int END = -1;

  private final String file;
  private final String text;
  private int position;
  private int line = 1;

  TomlCursor(String file, String text) {
    this.file = file;
    this.text = text;
  }

  String file() {
    return file;
  }

  int line() {
    return line;
  }

  int peek() {
    return position < text.length() ? text.charAt(position) : END;
  }

  boolean at(String token) {
    return text.startsWith(token, position);
  }

  /** Takes a token if it stands here; it has no line end. */
  boolean take(String token) {
    boolean there = at(token);
    position += there ? token.length() : 0;
    return there;
  }

  void expect(String token) throws RefusedInputException {
    if (!take(token)) {
      throw error("expected '" + token + "', found " + found());
    }
  }

  /** Takes one character that is no line end. */
  char next() {
    return text.charAt(position++);
  }

  /** Takes the longest run of these characters. */
  String run(String characters) {
    int start = position;
    while (position < text.length() && characters.indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return text.substring(start, position);
  }

  void blanks() {
    run(" \t");
  }

  /** Blanks, line ends and comments. */
  void space() throws RefusedInputException {
    blanks();
    while (newline() || comment()) {
      blanks();
    }
  }

  boolean newline() {
    boolean there = take("\n") || take("\r\n");
    line += there ? 1 : 0;
    return there;
  }

  private boolean comment() throws RefusedInputException {
    if (!take("#")) {
      return false;
    }
    while (peek() != END && !at("\n") && !at("\r\n")) {
      character();
    }
    return true;
  }

  /** The rest of a line holds nothing but a comment. */
  void endOfLine() throws RefusedInputException {
    blanks();
    comment();
    if (peek() != END && !newline()) {
      throw error("expected the end of the line, found " + found());
    }
  }

  /** Takes a character of a comment or a string on one line. */
  char character() throws RefusedInputException {
    int c = peek();
    if (c == END || (c < ' ' && c != '\t') || c == 0x7f) {
      throw error(
          c == END || c == '\n' || c == '\r'
              ? "a string has no end on its line"
              : "a control character, " + found());
    }
    return next();
  }

  String found() {
    int c = peek();
    if (c == END) {
      return "the end of the file";
    }
    int point = text.codePointAt(position);
    return c == '\n' || c == '\r'
        ? "the end of the line"
        : "'" + Escaped.text(Character.toString(point)) + "'";
  }

  RefusedInputException error(String why) {
    return refusal(file, line, why);
  }

  static RefusedInputException refusal(String file, int line, String why) {
    return new RefusedInputException(file + ":" + line + ": " + why);
  }
}
