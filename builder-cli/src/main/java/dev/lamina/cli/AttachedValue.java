package dev.lamina.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * For options whose value may be left out: only {@code --option=value} has one, and in {@code
 * --option word} the word is an argument of the command. Left out means {@code text}, unless it is
 * of a kind below.
 */
class AttachedValue implements IParameterPreprocessor {
  /** What a value that is left out means. */
  static final String TEXT = "text";

  private final String meaning;

  AttachedValue() {
    this(TEXT);
  }

  private AttachedValue(String meaning) {
    this.meaning = meaning;
  }

  /** Left out means {@code always}. */
  static final class Always extends AttachedValue {
    Always() {
      super("always");
    }
  }

  /** Left out means {@code true}. */
  static final class True extends AttachedValue {
    True() {
      super("true");
    }
  }

  @Override
  @SuppressWarnings("JdkObsolete") // the interface's type
  public boolean preprocess(
      Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (!"=".equals(info.get("separator"))) {
      arguments.push(meaning);
    }
    return false;
  }
}
