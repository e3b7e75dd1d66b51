package dev.lamina.lint;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statements;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.io.Escaped;
import java.util.List;

/** A comment right above ARG or a named FROM that does not begin with what is defined. */
final class InvalidDefinitionDescription implements Rule.OfText {
  private static final RuleInfo INFO =
      RuleInfo.experimental(
          "InvalidDefinitionDescription",
          "Comment for build stage or argument should follow the format: `# <arg/stage "
              + "name> <description>`. If this is not intended to be a description comment, "
              + "add an empty line or comment between the instruction and the comment.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Statements statements, Report report) {
    for (Statement statement : statements.list()) {
      String comment = statement.comment();
      List<String> names = names(statement);
      if (comment == null || names.isEmpty() || names.contains(firstWord(comment))) {
        continue;
      }
      String example = names.size() > 1 ? "<arg_key>" : Escaped.text(names.get(0));
      report.warn(
          statement.place(),
          "Comment for "
              + statement.keyword()
              + " should follow the format: `# "
              + example
              + " <description>`");
    }
  }

  private static String firstWord(String comment) {
    int blank = comment.indexOf(' ');
    return blank < 0 ? comment : comment.substring(0, blank);
  }

  /** What a statement defines. */
  private static List<String> names(Statement statement) {
    FromWords from = FromWords.of(statement);
    if (from != null) {
      return from.name() == null ? List.of() : List.of(AsciiCase.lower(from.name()));
    }
    if (statement.keyword() != Keyword.ARG) {
      return List.of();
    }
    return statement.words().stream().map(InvalidDefinitionDescription::argument).toList();
  }

  private static String argument(Word word) {
    int equals = word.text().indexOf('=');
    return equals < 0 ? word.text() : word.text().substring(0, equals);
  }
}
