package dev.lamina.dockerfile.parser;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the JSON form of arguments: strictly one array and nothing else. Anything that is not
 * exactly that means "not JSON", so this never fails; depth costs memory, not stack.
 */
final class JsonStrings {
  /** What a text turned out to be. */
  enum Verdict {
    NOT_JSON,
    STRINGS,
    /** An array, but not of strings only. */
    MIXED
  }

  private final String text;
  private final List<String> strings = new ArrayList<>();
  private boolean mixed;
  private int at;

  private JsonStrings(String text) {
    this.text = text;
  }

  static JsonStrings read(String text) {
    JsonStrings json = new JsonStrings(text);
    json.valid = json.array();
    return json;
  }

  private boolean valid;

  Verdict verdict() {
    if (!valid) {
      return Verdict.NOT_JSON;
    }
    return mixed ? Verdict.MIXED : Verdict.STRINGS;
  }

  List<String> strings() {
    return strings;
  }

  /** Values are read in a loop; {@code open} holds the closing brackets still owed. */
  private boolean array() {
    Deque<Character> open = new ArrayDeque<>();
    skipBlanks();
    if (!take('[')) {
      return false;
    }
    open.push(']');
    boolean first = true;
    while (!open.isEmpty()) {
      skipBlanks();
      char close = open.element();
      if (take(close)) {
        open.pop();
        first = false;
        continue;
      }
      if (!first && !take(',')) {
        return false;
      }
      skipBlanks();
      if (close == '}' && !member()) {
        return false;
      }
      first = take('[') ? push(open, ']') : take('{') && push(open, '}');
      if (!first && !scalar(open.size())) {
        return false;
      }
    }
    skipBlanks();
    return at == text.length();
  }

  private boolean push(Deque<Character> open, char close) {
    mixed = true;
    open.push(close);
    return true;
  }

  /** An object's key and colon. */
  private boolean member() {
    if (string() == null) {
      return false;
    }
    skipBlanks();
    if (!take(':')) {
      return false;
    }
    skipBlanks();
    return true;
  }

  private boolean scalar(int depth) {
    if (at < text.length() && text.charAt(at) == '"') {
      String value = string();
      if (value != null && depth == 1) {
        strings.add(value);
      }
      return value != null;
    }
    mixed = true;
    for (String word : List.of("true", "false", "null")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return true;
      }
    }
    return number();
  }

  private @Nullable String string() {
    if (!take('"')) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20 || (c == '\\' && !escape(out))) {
        return null;
      }
      if (c != '\\') {
        out.append(c);
      }
    }
    return null;
  }

  private boolean escape(StringBuilder out) {
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    switch (c) {
      case '"', '\\', '/' -> out.append(c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        return unicode(out);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean unicode(StringBuilder out) {
    int unit = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = at < text.length() ? hex(text.charAt(at)) : -1;
      if (digit < 0) {
        return false;
      }
      unit = unit * 16 + digit;
    }
    char c = (char) unit;
    int last = out.length() - 1;
    if (Character.isLowSurrogate(c) && last >= 0 && Character.isHighSurrogate(out.charAt(last))) {
      out.append(c);
      return true;
    }
    // A surrogate without its partner is no character; the reference replaces it too.
    boolean pairs = Character.isHighSurrogate(c) && lowFollows();
    out.append(Character.isSurrogate(c) && !pairs ? '\ufffd' : c);
    return true;
  }

  private boolean lowFollows() {
    if (!text.startsWith("\\u", at) || at + 6 > text.length()) {
      return false;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      unit = unit * 16 + Math.max(0, hex(text.charAt(i)));
    }
    return Character.isLowSurrogate((char) unit);
  }

  private static int hex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > from;
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
