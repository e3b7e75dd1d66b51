package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.CopyVerb;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.io.EntryPath;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source that the ignore file keeps out of the context. */
final class CopyIgnoredFile implements Rule.OfInstruction {
  private static final Set<String> EVERYTHING = Set.of("*", "**", "**/*");

  private static final RuleInfo INFO =
      RuleInfo.experimental(
          "CopyIgnoredFile", "Attempting to Copy file that is excluded by .dockerignore");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    if (!(moment.instruction() instanceof Instruction.Copy copy)
        || !isContext(copy.flags().from())
        || moment.ignored().patterns().isEmpty()) {
      return;
    }
    for (Word word : copy.sources()) {
      String source = moment.names().word(word.text());
      if (source != null && source.indexOf('\0') < 0 && isIgnored(source, moment.ignored())) {
        report.warn(
            moment.place(),
            "Attempting to "
                + (copy.verb() == CopyVerb.COPY ? "Copy" : "Add")
                + " file \""
                + cleaned(source)
                + "\" that is excluded by .dockerignore");
      }
    }
  }

  private static boolean isContext(@Nullable Word from) {
    return from == null || from.text().isEmpty();
  }

  private static String cleaned(String source) {
    String path = EntryPath.of(source).toString();
    if (source.startsWith("/")) {
      return path;
    }
    return path.equals("/") ? "." : path.substring(1);
  }

  private static boolean isIgnored(String source, IgnoreMatcher matcher) {
    EntryPath path = EntryPath.of(source);
    boolean mayComeBack =
        matcher.patterns().stream().anyMatch(p -> p.isException() && p.mayMatchIn(path));
    if (mayComeBack) {
      return false; // whether anything is left depends on the files
    }
    return path.equals(EntryPath.ROOT)
        ? matcher.patterns().stream().anyMatch(p -> EVERYTHING.contains(p.toString()))
        : matcher.ignores(path);
  }
}
