package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flags of one statement, checked against those that its instruction has. */
final class Flags {
  /** How a flag is written. */
  enum Kind {
    TEXT,
    /** May be given several times. */
    TEXTS,
    SWITCH
  }

  private final Map<String, List<Word>> values = new HashMap<>();

  private Flags() {}

  /** For instructions that have no flags. */
  static void none(Statement statement) throws DockerfileException {
    read(statement, Map.of());
  }

  /**
   * Reads all flags of a statement.
   *
   * @throws DockerfileException with every problem of the flags
   */
  static Flags read(Statement statement, Map<String, Kind> known) throws DockerfileException {
    Flags flags = new Flags();
    List<Problem> problems = new ArrayList<>();
    for (Word word : statement.flags()) {
      String wrong = flags.take(word, known);
      if (wrong != null) {
        problems.add(word.in(statement.place()).problem(wrong));
      }
    }
    if (!problems.isEmpty()) {
      throw new DockerfileException(problems);
    }
    return flags;
  }

  /** What is wrong with a flag, or null. */
  private @Nullable String take(Word word, Map<String, Kind> known) {
    String text = word.text().substring(2);
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    String value = equals < 0 ? null : text.substring(equals + 1);
    String shown = "--" + Escaped.text(name);
    Kind kind = known.get(name);
    if (kind == null) {
      List<String> names = known.keySet().stream().sorted().toList();
      String near = DidYouMean.nearest(name, names).map(n -> "--" + n).orElse("");
      return "unknown flag: " + shown + (near.isEmpty() ? "" : " (did you mean " + near + "?)");
    }
    if (kind != Kind.TEXTS && values.containsKey(name)) {
      return "duplicate flag specified: " + shown;
    }
    if (kind == Kind.SWITCH ? "".equals(value) : value == null) {
      return "missing a value on flag: " + shown;
    }
    if (kind == Kind.SWITCH && value != null && truth(value) == null) {
      return "expecting boolean value for flag " + shown + ", not: " + Escaped.text(value);
    }
    values
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(new Word(value == null ? "true" : value, word.column()));
    return null;
  }

  private static @Nullable Boolean truth(String value) {
    return switch (AsciiCase.lower(value)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  @Nullable Word text(String name) {
    List<Word> found = values.get(name);
    return found == null ? null : found.get(0);
  }

  List<String> texts(String name) {
    return values.getOrDefault(name, List.of()).stream().map(Word::text).toList();
  }

  /** Null when the flag was not given. */
  @Nullable Boolean chosen(String name) {
    Word word = text(name);
    return word == null ? null : truth(word.text());
  }

  boolean on(String name) {
    return Boolean.TRUE.equals(chosen(name));
  }
}
