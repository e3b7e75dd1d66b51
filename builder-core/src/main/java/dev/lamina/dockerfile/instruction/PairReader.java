package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statement.Shape;
import dev.lamina.dockerfile.parser.Word;
import java.util.ArrayList;
import java.util.List;

/** Reads ARG, ENV and LABEL. */
final class PairReader {
  private PairReader() {}

  static Instruction read(Keyword keyword, Statement statement) throws DockerfileException {
    if (keyword != Keyword.ARG) {
      Flags.none(statement); // ARG swallows flags, as the reference does
    }
    if (statement.words().isEmpty()) {
      throw Arity.atLeastOne(statement);
    }
    return switch (keyword) {
      case ARG -> arg(statement);
      case ENV -> new Instruction.Env(statement.place(), pairs(statement));
      default -> new Instruction.Label(statement.place(), pairs(statement));
    };
  }

  private static Instruction arg(Statement statement) throws DockerfileException {
    List<Definition> definitions = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Word word : statement.words()) {
      int equals = word.text().indexOf('=');
      if (equals == 0) {
        problems.add(blankName(statement, word));
      } else if (equals < 0) {
        definitions.add(new Definition(word, null));
      } else {
        Word name = new Word(word.text().substring(0, equals), word.column());
        definitions.add(new Definition(name, word.text().substring(equals + 1)));
      }
    }
    throwIfAny(problems);
    return new Instruction.Arg(statement.place(), definitions);
  }

  private static List<Pair> pairs(Statement statement) throws DockerfileException {
    List<Word> words = statement.words();
    if (statement.shape() == Shape.KEY_AND_REST) {
      return List.of(new Pair(words.get(0), words.get(1).text()));
    }
    List<Pair> pairs = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Word word : words) {
      int equals = word.text().indexOf('=');
      if (equals == 0) {
        problems.add(blankName(statement, word));
      } else {
        Word key = new Word(word.text().substring(0, equals), word.column());
        pairs.add(new Pair(key, word.text().substring(equals + 1)));
      }
    }
    throwIfAny(problems);
    return pairs;
  }

  private static Problem blankName(Statement statement, Word word) {
    return word.in(statement.place()).problem(statement.keyword() + " names can not be blank");
  }

  private static void throwIfAny(List<Problem> problems) throws DockerfileException {
    if (!problems.isEmpty()) {
      throw new DockerfileException(problems);
    }
  }
}
