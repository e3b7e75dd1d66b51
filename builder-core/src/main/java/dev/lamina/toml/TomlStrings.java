package dev.lamina.toml;

import dev.lamina.io.RefusedInputException;
import java.util.ArrayList;
import java.util.List;

/** Reads strings, and keys, which may be strings. */
final class TomlStrings {
  private static final String BARE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  private static final String HEX = "0123456789abcdefABCDEF";

  private final TomlCursor at;

  TomlStrings(TomlCursor at) {
    this.at = at;
  }

  /** One key or several with dots between. */
  List<String> keys() throws RefusedInputException {
    List<String> keys = new ArrayList<>();
    do {
      at.blanks();
      keys.add(key());
      at.blanks();
    } while (at.take("."));
    return keys;
  }

  private String key() throws RefusedInputException {
    if (at.take("\"")) {
      return basic();
    }
    if (at.take("'")) {
      return literal();
    }
    String bare = at.run(BARE);
    if (bare.isEmpty()) {
      throw at.error("expected a key, found " + at.found());
    }
    return bare;
  }

  boolean begins() {
    return at.at("\"") || at.at("'");
  }

  String value() throws RefusedInputException {
    if (at.take("\"\"\"")) {
      return lines("\"");
    }
    if (at.take("'''")) {
      return lines("'");
    }
    return at.take("\"") ? basic() : quoted();
  }

  private String quoted() throws RefusedInputException {
    at.expect("'");
    return literal();
  }

  private String literal() throws RefusedInputException {
    StringBuilder text = new StringBuilder();
    while (!at.take("'")) {
      text.append(at.character());
    }
    return text.toString();
  }

  private String basic() throws RefusedInputException {
    StringBuilder text = new StringBuilder();
    while (!at.take("\"")) {
      if (at.take("\\")) {
        escape(text);
      } else {
        text.append(at.character());
      }
    }
    return text.toString();
  }

  /** Up to three quotes, before which two more may belong to the text. */
  private String lines(String quote) throws RefusedInputException {
    StringBuilder text = new StringBuilder();
    String end = quote.repeat(3);
    int begin = at.line();
    at.newline();
    while (!at.take(end)) {
      if (at.peek() == TomlCursor.END) {
        throw TomlCursor.refusal(at.file(), begin, "the string that begins here has no end");
      }
      if (at.newline()) {
        text.append('\n');
      } else if (quote.equals("\"") && at.take("\\")) {
        escapeOrFold(text);
      } else {
        text.append(at.character());
      }
    }
    for (int more = 0; more < 2 && at.take(quote); more++) {
      text.append(quote);
    }
    return text.toString();
  }

  /** A backslash at the end of a line takes the white space up to the next character away. */
  private void escapeOrFold(StringBuilder text) throws RefusedInputException {
    if (!at.at(" ") && !at.at("\t") && !at.at("\n") && !at.at("\r\n")) {
      escape(text);
      return;
    }
    at.blanks();
    if (!at.newline()) {
      throw at.error("a backslash before a blank");
    }
    do {
      at.blanks();
    } while (at.newline());
  }

  private void escape(StringBuilder text) throws RefusedInputException {
    char c = at.character();
    switch (c) {
      case 'b' -> text.append('\b');
      case 't' -> text.append('\t');
      case 'n' -> text.append('\n');
      case 'f' -> text.append('\f');
      case 'r' -> text.append('\r');
      case '"', '\\' -> text.append(c);
      case 'u' -> text.appendCodePoint(codePoint(4));
      case 'U' -> text.appendCodePoint(codePoint(8));
      default -> throw at.error("an unknown escape in a string");
    }
  }

  private int codePoint(int digits) throws RefusedInputException {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      char c = at.character();
      if (HEX.indexOf(c) < 0) {
        throw at.error("\\u and \\U take 4 and 8 hexadecimal digits");
      }
      value = value * 16 + Character.digit(c, 16);
    }
    if (value > Character.MAX_CODE_POINT || (value >= 0xd800 && value < 0xe000)) {
      throw at.error("an escape that is no character");
    }
    return (int) value;
  }
}
