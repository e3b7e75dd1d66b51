package dev.lamina.cli.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a line of a recipe. A char is a byte everywhere.
 *
 * <p>Words are separated by spaces. {@code '…'} holds anything but {@code '}; in {@code "…"} a
 * backslash begins {@code \n}, {@code \t}, {@code \0}, {@code \xHH}, {@code \\} or {@code \"}. In
 * every word {@code {digest:FILE}}, {@code {hex:FILE}}, {@code {size:FILE}} and {@code
 * {bytes:FILE}} stand for what they say of a file of the case, and {@code {TEXT*N}} for N times the
 * text.
 */
final class Words {
  private static final Pattern PLACE =
      Pattern.compile("\\{(?:(digest|hex|size|bytes):([^{}]+)|([^{}]+)\\*([0-9]+))}");

  private Words() {}

  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean started = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        started = true;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == '"' && c == '\\') {
        char kind = line.charAt(++i);
        word.append(escaped(kind, line, i));
        i += kind == 'x' ? 2 : 0;
      } else if (quote == 0 && c == ' ') {
        if (started) {
          words.add(word.toString());
        }
        word.setLength(0);
        started = false;
      } else {
        word.append(c);
        started = true;
      }
    }
    if (started) {
      words.add(word.toString());
    }
    if (quote != 0) {
      throw new IllegalArgumentException("quote is not closed: " + line);
    }
    return words;
  }

  private static char escaped(char kind, String line, int at) {
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '0' -> '\0';
      case 'x' -> (char) Integer.parseInt(line.substring(at + 1, at + 3), 16);
      default -> kind;
    };
  }

  /** A word with what its braces stand for. */
  static String fill(Path folder, String word) throws IOException {
    if (word.indexOf('{') < 0) {
      return word;
    }
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(word);
    int from = 0;
    while (place.find()) {
      filled.append(word, from, place.start()).append(value(folder, place));
      from = place.end();
    }
    return filled.append(word, from, word.length()).toString();
  }

  private static String value(Path folder, Matcher place) throws IOException {
    if (place.group(3) != null) {
      return place.group(3).repeat(Integer.parseInt(place.group(4)));
    }
    Path file = folder.resolve(place.group(2));
    return switch (place.group(1)) {
      case "digest" -> digest(file).toString();
      case "hex" -> digest(file).hex();
      case "size" -> Long.toString(Files.size(file));
      default -> Files.readString(file, ISO_8859_1);
    };
  }

  static Digest digest(Path file) throws IOException {
    try (DigestingOutputStream hash = new DigestingOutputStream(OutputStream.nullOutputStream())) {
      Files.copy(file, hash);
      return hash.finish();
    }
  }
}
