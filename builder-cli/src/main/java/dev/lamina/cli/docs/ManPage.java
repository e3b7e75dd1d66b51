package dev.lamina.cli.docs;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages in man(7), written from the command's description of itself. */
public final class ManPage {
  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /** The page of each command by its name, such as {@code lamina-build}. */
  public static SortedMap<String, String> all(CommandSpec root, String version) {
    SortedMap<String, String> pages = new TreeMap<>();
    pages.put(root.name(), of(root, root.name(), version));
    for (CommandSpec command : CommandPages.subcommands(root)) {
      String name = root.name() + "-" + command.name();
      pages.put(name, of(command, name, version));
      for (CommandSpec below : CommandPages.subcommands(command)) {
        pages.put(name + "-" + below.name(), of(below, name + "-" + below.name(), version));
      }
    }
    return pages;
  }

  private static String of(CommandSpec command, String name, String version) {
    ManPage page = new ManPage();
    page.macro("TH", name.toUpperCase(Locale.ROOT), "1", "", "lamina " + version, "Lamina");
    page.macro("SH", "NAME");
    page.text(name + " - " + CommandPages.summary(command));
    page.macro("SH", "SYNOPSIS");
    page.synopsis(command);
    page.macro("SH", "DESCRIPTION");
    page.text(String.join(" ", command.usageMessage().description()));
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      page.item(parameter.paramLabel(), CommandPages.description(parameter));
    }
    page.commands(command, name);
    page.macro("SH", "OPTIONS");
    command.options().stream().filter(o -> !o.hidden()).forEach(page::option);
    page.macro("SH", "EXIT STATUS");
    page.text(
        "0 done; 1 it differs, or findings; 2 usage or Dockerfile; 3 input from outside refused;"
            + " 4 a digest or size does not match; 5 registry or network; 6 input, output or space;"
            + " 7 store busy; 8 not found; 70 a fault of lamina; 130 and 143 interrupted.");
    return page.out.toString();
  }

  private void synopsis(CommandSpec command) {
    StringBuilder line = new StringBuilder("\\fB");
    line.append(escaped(command.qualifiedName())).append("\\fR [\\fIOPTION\\fR]...");
    if (!command.subcommands().isEmpty()) {
      line.append(" \\fICOMMAND\\fR");
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      boolean optional = parameter.arity().min() == 0;
      line.append(optional ? " [" : " ");
      line.append("\\fI").append(escaped(parameter.paramLabel())).append("\\fR");
      line.append(parameter.isMultiValue() ? "..." : "").append(optional ? "]" : "");
    }
    out.append(line).append('\n');
  }

  private void commands(CommandSpec command, String name) {
    List<CommandSpec> below = CommandPages.subcommands(command);
    if (!below.isEmpty()) {
      macro("SH", "COMMANDS");
      below.forEach(sub -> item(name + "-" + sub.name() + "(1)", CommandPages.summary(sub)));
    }
  }

  private void option(OptionSpec option) {
    String value =
        CommandPages.takesValue(option) ? " " + option.paramLabel().replaceAll("[<>]", "") : "";
    item(String.join(", ", option.names()) + value, CommandPages.description(option));
  }

  private void item(String term, String text) {
    out.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
    text(text);
  }

  private void text(String text) {
    String line = escaped(text);
    boolean control = line.startsWith(".") || line.startsWith("'");
    out.append(control ? "\\&" : "").append(line).append('\n');
  }

  private void macro(String name, String... words) {
    out.append('.').append(name);
    for (String word : words) {
      out.append(" \"").append(escaped(word).replace("\"", "\\(dq")).append('"');
    }
    out.append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
