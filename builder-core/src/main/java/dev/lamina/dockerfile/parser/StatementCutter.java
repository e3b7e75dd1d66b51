package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.parser.Statement.Shape;
import dev.lamina.dockerfile.shell.Spaces;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts one joined line into keyword, flags and arguments. */
final class StatementCutter {
  private final JoinedLine line;
  private final Place place;
  private final @Nullable String comment;
  private final WordCutter words;

  StatementCutter(JoinedLine line, char escape, Place place, @Nullable String comment) {
    this.line = line;
    this.place = place;
    this.comment = comment;
    this.words = new WordCutter(line, escape);
  }

  /** The statement, without its heredocs. */
  Statement cut() throws DockerfileException {
    return cut(0, false);
  }

  private Statement cut(int from, boolean wrapped) throws DockerfileException {
    int end = trimEnd(line.text().length());
    int start = skip(from, end);
    int nameEnd = start;
    while (nameEnd < end && !Spaces.isBlank(line.text().charAt(nameEnd))) {
      nameEnd++;
    }
    String name = line.text().substring(start, nameEnd);
    List<Word> flags = new ArrayList<>();
    int arguments = skip(words.flags(nameEnd, end, flags), end);
    Keyword keyword = Keyword.of(name);
    Place here = place.at(line.columnOf(start));
    Statement statement =
        new Statement(
            here,
            comment,
            name,
            keyword,
            line.text().substring(start, end),
            flags,
            Shape.TEXT,
            text(arguments, end),
            List.of(),
            null);
    return keyword == null ? statement : shaped(statement, keyword, arguments, end, wrapped);
  }

  private Statement shaped(Statement s, Keyword keyword, int start, int end, boolean wrapped)
      throws DockerfileException {
    return switch (keyword.arguments()) {
      case TEXT -> s;
      case BLANKS -> with(s, Shape.WORDS, words.atBlanks(start, end), null);
      case DEFINITIONS -> with(s, Shape.WORDS, words.quoted(start, end), null);
      case PAIRS -> pairs(s, keyword, start, end);
      case COMMAND -> json(s, List.of(), start, end);
      case LIST -> {
        Statement json = json(s, List.of(), start, end);
        yield json.shape() == Shape.JSON
            ? json
            : with(s, Shape.WORDS, words.atBlanks(start, end), null);
      }
      case TYPED_COMMAND -> typed(s, start, end);
      case INSTRUCTION -> {
        // ONBUILD in ONBUILD is refused later; cutting it deeper would only cost stack
        boolean deeper = start < end && !wrapped;
        yield with(s, Shape.TEXT, s.words(), deeper ? cut(start, true) : null);
      }
    };
  }

  private Statement typed(Statement s, int start, int end) throws DockerfileException {
    int typeEnd = start;
    while (typeEnd < end && !Spaces.isBlank(line.text().charAt(typeEnd))) {
      typeEnd++;
    }
    if (typeEnd == start) {
      return s;
    }
    List<Word> type = List.of(line.word(start, typeEnd));
    return json(s, type, skip(typeEnd, end), end);
  }

  private Statement json(Statement s, List<Word> before, int start, int end)
      throws DockerfileException {
    List<Word> all = new ArrayList<>(before);
    if (start < end && line.text().charAt(start) == '[') {
      JsonStrings json = JsonStrings.read(line.text().substring(start, end));
      switch (json.verdict()) {
        case STRINGS -> {
          json.strings().forEach(e -> all.add(new Word(e, line.columnOf(start))));
          return with(s, Shape.JSON, all, null);
        }
        case MIXED ->
            throw new DockerfileException(
                place
                    .at(line.columnOf(start))
                    .problem(
                        "when using JSON array syntax, arrays must be comprised of strings only",
                        "write every element in double quotes"));
        case NOT_JSON -> {}
      }
    }
    all.addAll(text(start, end));
    return with(s, Shape.TEXT, all, null);
  }

  private Statement pairs(Statement s, Keyword keyword, int start, int end)
      throws DockerfileException {
    List<Word> found = words.quoted(start, end);
    if (found.isEmpty()) {
      return with(s, Shape.WORDS, found, null);
    }
    if (found.get(0).text().indexOf('=') < 0) {
      return with(s, Shape.KEY_AND_REST, keyAndRest(keyword, start, end), null);
    }
    for (Word word : found) {
      if (word.text().indexOf('=') < 0) {
        throw new DockerfileException(
            word.in(place)
                .problem(
                    "Syntax error - can't find = in \""
                        + Escaped.text(word.text())
                        + "\". Must be of the form: name=value",
                    "quote a value that has blanks: name=\"a b\""));
      }
    }
    return with(s, Shape.WORDS, found, null);
  }

  private List<Word> keyAndRest(Keyword keyword, int start, int end) throws DockerfileException {
    int keyEnd = start;
    while (keyEnd < end && !Spaces.isBlank(line.text().charAt(keyEnd))) {
      keyEnd++;
    }
    int value = keyEnd;
    while (value < end && Spaces.isBlank(line.text().charAt(value))) {
      value++;
    }
    if (value == keyEnd) {
      throw new DockerfileException(
          place
              .at(line.columnOf(start))
              .problem(keyword + " must have two arguments", "write " + keyword + " name=value"));
    }
    return List.of(line.word(start, keyEnd), line.word(value, end));
  }

  private List<Word> text(int start, int end) {
    return start < end ? List.of(line.word(start, end)) : List.of();
  }

  private int skip(int from, int end) {
    int at = from;
    while (at < end && Spaces.isSpace(line.text().charAt(at))) {
      at++;
    }
    return at;
  }

  private int trimEnd(int from) {
    int end = from;
    while (end > 0 && Spaces.isSpace(line.text().charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static Statement with(
      Statement s, Shape shape, List<Word> words, @Nullable Statement trigger) {
    return new Statement(
        s.place(),
        s.comment(),
        s.name(),
        s.keyword(),
        s.text(),
        s.flags(),
        shape,
        words,
        s.heredocs(),
        trigger);
  }
}
