package dev.lamina.cli.docs;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion function for zsh, to be put on its {@code fpath} as {@code _lamina}. */
public final class ZshCompletion {
  private final StringBuilder out = new StringBuilder();

  private ZshCompletion() {}

  /** The script for the whole tree of commands. */
  public static String script(CommandSpec root) {
    ZshCompletion script = new ZshCompletion();
    script.out.append("#compdef ").append(root.name()).append("\n");
    script.function("_" + root.name(), root);
    script.out.append(
        "\nif [ \"$funcstack[1]\" = _lamina ]; then\n  _lamina \"$@\"\nelse\n  compdef _lamina lamina\nfi\n");
    return script.out.toString();
  }

  private void function(String name, CommandSpec command) {
    List<CommandSpec> below = CommandPages.subcommands(command);
    for (CommandSpec sub : below) {
      function(name + "_" + sub.name(), sub);
    }
    out.append("\n").append(name).append("() {\n");
    out.append("  local context state state_descr line\n  typeset -A opt_args\n");
    out.append("  _arguments -S");
    command.options().stream().filter(o -> !o.hidden()).forEach(this::option);
    if (below.isEmpty()) {
      command.positionalParameters().forEach(p -> word("'*:" + label(p) + ":" + action(p) + "'"));
      out.append("\n}\n");
      return;
    }
    word("'1:command:->command'");
    word("'*::argument:->argument'");
    out.append("\n  case $state in\n    command)\n      local -a commands=(\n");
    for (CommandSpec sub : below) {
      out.append("        '")
          .append(escaped(sub.name() + ":" + CommandPages.summary(sub)))
          .append("'\n");
    }
    out.append(
        "      )\n      _describe command commands\n      ;;\n    argument)\n      case $line[1] in\n");
    for (CommandSpec sub : below) {
      String names = String.join("|", names(sub));
      out.append("        ").append(names).append(") ").append(name).append('_').append(sub.name());
      out.append(" ;;\n");
    }
    out.append("      esac\n      ;;\n  esac\n}\n");
  }

  private static List<String> names(CommandSpec command) {
    java.util.ArrayList<String> names = new java.util.ArrayList<>(List.of(command.name()));
    names.addAll(List.of(command.aliases()));
    return names;
  }

  private void option(OptionSpec option) {
    String text =
        "["
            + escaped(CommandPages.description(option)).replace("[", "\\[").replace("]", "\\]")
            + "]";
    String value =
        CommandPages.takesValue(option) ? ":" + label(option) + ":" + action(option) : "";
    String repeat = option.isMultiValue() ? "*" : "";
    for (String name : option.names()) {
      String joint = value.isEmpty() ? "" : name.startsWith("--") ? "=" : "+";
      word("'" + repeat + name + joint + text + value + "'");
    }
  }

  private void word(String word) {
    out.append(" \\\n    ").append(word);
  }

  private static String label(ArgSpec argument) {
    return escaped(argument.paramLabel()).replace(":", "\\:").replaceAll("[<>\\[\\]]", "");
  }

  private static String action(ArgSpec argument) {
    List<String> choices = CommandPages.choices(argument);
    if (!choices.isEmpty()) {
      return "(" + String.join(" ", choices) + ")";
    }
    return CommandPages.takesPath(argument) ? "_files" : "";
  }

  private static String escaped(String text) {
    return text.replace("'", "'\\''");
  }
}
