package dev.lamina.cli.docs;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, which picocli does not make. */
public final class FishCompletion {
  private final StringBuilder out = new StringBuilder();

  private FishCompletion() {}

  /** The script for the whole tree of commands. */
  public static String script(CommandSpec root) {
    FishCompletion script = new FishCompletion();
    script.out.append("# fish completion for ").append(root.name()).append("\n");
    script.out.append("complete -c ").append(root.name()).append(" -f\n");
    for (CommandSpec command : CommandPages.subcommands(root)) {
      script.offer("__fish_use_subcommand", command);
    }
    for (CommandSpec command : CommandPages.subcommands(root)) {
      String words = String.join(" ", names(command));
      String seen = "__fish_seen_subcommand_from " + words;
      for (CommandSpec below : CommandPages.subcommands(command)) {
        script.offer(seen, below);
        for (OptionSpec option : below.options()) {
          script.option(seen + "; and __fish_seen_subcommand_from " + below.name(), option);
        }
      }
      command.options().forEach(option -> script.option(seen, option));
      for (var parameter : command.positionalParameters()) {
        List<String> choices = CommandPages.choices(parameter);
        if (!choices.isEmpty()) {
          script.line(seen, "-a " + quoted(String.join(" ", choices)));
        } else if (CommandPages.takesPath(parameter)) {
          script.line(seen, "-F");
        }
      }
    }
    root.options().forEach(option -> script.option("__fish_use_subcommand", option));
    return script.out.toString();
  }

  private static List<String> names(CommandSpec command) {
    java.util.ArrayList<String> names = new java.util.ArrayList<>(List.of(command.name()));
    names.addAll(List.of(command.aliases()));
    return names;
  }

  private void offer(String condition, CommandSpec command) {
    line(condition, "-a " + command.name() + " -d " + quoted(CommandPages.summary(command)));
  }

  private void option(String condition, OptionSpec option) {
    if (option.hidden()) {
      return;
    }
    StringBuilder words = new StringBuilder();
    for (String name : option.names()) {
      words.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
      words.append(' ');
    }
    if (CommandPages.takesValue(option)) {
      List<String> choices = CommandPages.choices(option);
      words.append(CommandPages.takesPath(option) ? "-r -F " : "-x ");
      if (!choices.isEmpty()) {
        words.append("-a ").append(quoted(String.join(" ", choices))).append(' ');
      }
    }
    line(condition, words + "-d " + quoted(CommandPages.description(option)));
  }

  private void line(String condition, String rest) {
    out.append("complete -c lamina -n ")
        .append(quoted(condition))
        .append(' ')
        .append(rest)
        .append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
