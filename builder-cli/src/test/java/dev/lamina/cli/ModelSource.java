package dev.lamina.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/**
 * picocli's models of commands as the source of a Java class that makes them anew. Annotations are
 * where they are written; this reads what picocli understood of them.
 */
final class ModelSource {
  private final Map<String, String> methods = new TreeMap<>();

  private ModelSource() {}

  /**
   * A class that extends {@code dev.lamina.cli.CommandModels}.
   *
   * @param name the class, with its package
   * @param tree all commands
   */
  static String of(String name, CommandLine tree) {
    ModelSource source = new ModelSource();
    source.addTree(tree.getCommandSpec());
    int dot = name.lastIndexOf('.');
    StringBuilder text = new StringBuilder("package " + name.substring(0, dot) + ";\n");
    text.append("import picocli.CommandLine.Model.*;\nimport picocli.CommandLine.Range;\n");
    text.append("final class " + name.substring(dot + 1) + " extends CommandModels {\n");
    text.append("  @Override CommandSpec of(Object command) {\n");
    text.append("    return switch (command.getClass().getName()) {\n");
    for (String type : source.methods.keySet()) {
      text.append("      case " + ArgSource.literal(type));
      text.append(" -> " + method(type) + "(command);\n");
    }
    text.append("      default -> CommandSpec.forAnnotatedObject(command);\n    };\n  }\n");
    source.methods.values().forEach(text::append);
    return text.append("}\n").toString();
  }

  private void addTree(CommandSpec command) {
    add(command);
    for (CommandLine sub : command.subcommands().values()) {
      addTree(sub.getCommandSpec());
    }
  }

  private void add(CommandSpec spec) {
    Class<?> type = spec.userObject().getClass();
    if (methods.containsKey(type.getName())) {
      return;
    }
    if (type.getSuperclass() != Object.class) {
      throw new IllegalStateException(type + " inherits, and the fields above are not looked at");
    }
    methods.put(type.getName(), "");
    List<String> lines = new ArrayList<>();
    lines.add("CommandSpec spec = CommandSpec.wrapWithoutInspection(o)");
    Command command = type.getAnnotation(Command.class);
    if (command != null) {
      lines.addAll(words(command));
    }
    Map<Object, ArgSpec> arguments = new HashMap<>();
    spec.args().forEach(a -> arguments.put(a.userObject(), a));
    for (Field field : type.getDeclaredFields()) {
      ArgSpec argument = arguments.get(field);
      if (argument != null) {
        lines.add(ArgSource.of(argument, field.getAnnotation(Parameters.class), field.getName()));
      } else if (field.isAnnotationPresent(Mixin.class)) {
        String name = ArgSource.literal(field.getName());
        add(Objects.requireNonNull(spec.mixins().get(field.getName())));
        lines.add("spec.addMixin(" + name + ", of(value(o, " + name + ")))");
      }
    }
    StringBuilder body = new StringBuilder();
    body.append("  private CommandSpec " + method(type.getName()) + "(Object o) {\n");
    lines.forEach(line -> body.append("    " + line + ";\n"));
    body.append("    return spec;\n  }\n");
    methods.put(type.getName(), body.toString());
  }

  private static List<String> words(Command command) {
    List<String> lines = new ArrayList<>();
    lines.add("spec.name(" + ArgSource.literal(command.name()) + ")");
    addWords(lines, "header", command.header());
    addWords(lines, "description", command.description());
    addWords(lines, "footer", command.footer());
    if (!command.synopsisSubcommandLabel().isEmpty()) {
      String label = ArgSource.literal(command.synopsisSubcommandLabel());
      lines.add("spec.usageMessage().synopsisSubcommandLabel(" + label + ")");
    }
    if (!command.versionProvider().getSimpleName().equals("NoVersionProvider")) {
      lines.add("spec.versionProvider(new " + command.versionProvider().getName() + "())");
    }
    return lines;
  }

  private static void addWords(List<String> lines, String what, String[] words) {
    if (words.length > 0) {
      lines.add("spec.usageMessage()." + what + "(" + ArgSource.literals(words) + ")");
    }
  }

  private static String method(String type) {
    return "m" + type.substring(type.lastIndexOf('.') + 1).replace('$', '_');
  }
}
