package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Flags.Kind;
import dev.lamina.dockerfile.parser.Heredoc;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statement.Shape;
import dev.lamina.dockerfile.parser.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads COPY and ADD. */
final class CopyReader {
  private static final Map<String, Kind> COPY_FLAGS =
      Map.of(
          "from", Kind.TEXT,
          "chown", Kind.TEXT,
          "chmod", Kind.TEXT,
          "link", Kind.SWITCH,
          "parents", Kind.SWITCH,
          "exclude", Kind.TEXTS);

  private static final Map<String, Kind> ADD_FLAGS =
      Map.of(
          "chown", Kind.TEXT,
          "chmod", Kind.TEXT,
          "checksum", Kind.TEXT,
          "link", Kind.SWITCH,
          "unpack", Kind.SWITCH,
          "keep-git-dir", Kind.SWITCH,
          "exclude", Kind.TEXTS);

  private CopyReader() {}

  static Instruction read(Statement statement) throws DockerfileException {
    CopyVerb verb = statement.keyword() == Keyword.ADD ? CopyVerb.ADD : CopyVerb.COPY;
    List<Problem> problems = new ArrayList<>();
    Flags flags = null;
    try {
      flags = Flags.read(statement, verb == CopyVerb.ADD ? ADD_FLAGS : COPY_FLAGS);
    } catch (DockerfileException e) {
      problems.addAll(e.problems());
    }
    String wrong = wrongWords(statement, verb);
    if (wrong != null) {
      problems.add(statement.place().problem(wrong));
    }
    if (flags == null || !problems.isEmpty()) {
      throw new DockerfileException(problems);
    }
    List<Word> words = statement.words();
    List<Word> sources = new ArrayList<>();
    List<Heredoc> heredocs = new ArrayList<>();
    for (Word word : words.subList(0, words.size() - 1)) {
      Heredoc heredoc = heredoc(word, statement);
      if (heredoc == null) {
        sources.add(word);
      } else {
        heredocs.add(heredoc);
      }
    }
    Word destination = words.get(words.size() - 1);
    return new Instruction.Copy(
        statement.place(), verb, sources, heredocs, destination, flags(flags));
  }

  private static @Nullable String wrongWords(Statement statement, CopyVerb verb) {
    List<Word> words = statement.words();
    if (words.size() < 2) {
      return verb
          + " requires at least two arguments, but only one was provided."
          + " Destination could not be determined";
    }
    if (heredoc(words.get(words.size() - 1), statement) != null) {
      return verb + " cannot accept a heredoc as a destination";
    }
    return null;
  }

  /** The here-document that a word opens; of several with one name, the last one's body. */
  private static @Nullable Heredoc heredoc(Word word, Statement statement) {
    Heredoc start = statement.shape() == Shape.JSON ? null : Heredoc.start(word.text());
    if (start == null) {
      return null;
    }
    Heredoc found = null;
    for (Heredoc heredoc : statement.heredocs()) {
      if (heredoc.name().equals(start.name())) {
        found = start.withContent(heredoc.content());
      }
    }
    return found;
  }

  private static CopyFlags flags(Flags flags) {
    return new CopyFlags(
        flags.text("from"),
        flags.text("chown"),
        flags.text("chmod"),
        flags.text("checksum"),
        flags.texts("exclude"),
        flags.on("link"),
        flags.on("parents"),
        flags.chosen("unpack"));
  }
}
