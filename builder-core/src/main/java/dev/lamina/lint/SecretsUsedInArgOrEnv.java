package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.io.Escaped;
import java.util.regex.Pattern;

/** A name that sounds like a secret: ARG and ENV stay readable in the image. */
final class SecretsUsedInArgOrEnv implements Rule.OfInstruction {
  private static final Pattern SECRET =
      word("apikey|auth|credential|credentials|key|password|pword|passwd|secret|token");

  private static final Pattern HARMLESS = word("public|file|version");

  private static final RuleInfo INFO =
      RuleInfo.stable(
          "SecretsUsedInArgOrEnv", "Sensitive data should not be used in the ARG or ENV commands");

  /** One of several words, between underscores or at an end. */
  private static Pattern word(String words) {
    return Pattern.compile("(?:_|^)(?:" + words + ")(?:_|\\z)", Pattern.CASE_INSENSITIVE);
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Moment moment, Report report) {
    if (moment.instruction() instanceof Instruction.Arg arg) {
      arg.definitions().forEach(d -> check("ARG", d.name(), moment, report));
    } else if (moment.instruction() instanceof Instruction.Env env) {
      env.pairs().forEach(p -> check("ENV", p.key(), moment, report));
    }
  }

  private static void check(String keyword, Word word, Moment moment, Report report) {
    String name = moment.names().word(word.text());
    if (name != null && SECRET.matcher(name).find() && !HARMLESS.matcher(name).find()) {
      report.warn(
          moment.place(),
          "Do not use ARG or ENV instructions for sensitive data ("
              + keyword
              + " \""
              + Escaped.text(name)
              + "\")");
    }
  }
}
