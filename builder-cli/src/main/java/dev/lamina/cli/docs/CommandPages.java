package dev.lamina.cli.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What the generators ask of picocli's model. */
final class CommandPages {
  private CommandPages() {}

  /** Each subcommand once, with its aliases known to its specification. */
  static List<CommandSpec> subcommands(CommandSpec command) {
    Set<CommandSpec> seen = new HashSet<>();
    List<CommandSpec> all = new ArrayList<>();
    for (CommandLine sub : command.subcommands().values()) {
      if (seen.add(sub.getCommandSpec()) && !sub.getCommandSpec().usageMessage().hidden()) {
        all.add(sub.getCommandSpec());
      }
    }
    return all;
  }

  /** The first sentence of what the command does. */
  static String summary(CommandSpec command) {
    String[] header = command.usageMessage().header();
    String[] text = header.length > 0 ? header : command.usageMessage().description();
    return String.join(" ", text);
  }

  static String description(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  /** What a shell may offer for the argument's value. */
  static List<String> choices(ArgSpec argument) {
    Class<?> type =
        argument.auxiliaryTypes().length > 0 ? argument.auxiliaryTypes()[0] : argument.type();
    List<String> choices = new ArrayList<>();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        choices.add(constant.toString().toLowerCase(Locale.ROOT));
      }
    }
    return choices;
  }

  static boolean takesValue(ArgSpec argument) {
    return argument.arity().max() > 0;
  }

  static boolean takesPath(ArgSpec argument) {
    return argument.type() == java.nio.file.Path.class
        || (argument.auxiliaryTypes().length > 0
            && argument.auxiliaryTypes()[0] == java.nio.file.Path.class);
  }
}
