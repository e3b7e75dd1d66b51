package dev.lamina.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Range;
import picocli.CommandLine.ScopeType;

/** One option or positional parameter as Java source: a statement that adds it to {@code spec}. */
final class ArgSource {
  private final StringBuilder text = new StringBuilder();

  private ArgSource() {}

  /**
   * @param parameters the annotation of a positional parameter
   * @param field which holds the value
   */
  static String of(ArgSpec argument, @Nullable Parameters parameters, String field) {
    ArgSource source = new ArgSource();
    if (argument instanceof OptionSpec option) {
      source.option(option);
    } else {
      source.text.append("spec.addPositional(PositionalParamSpec.builder()");
      // what was not asked for depends on the parameters that were there before
      if (parameters != null && !parameters.index().isEmpty()) {
        source.call("index", literal(parameters.index()));
      }
    }
    source.common(argument);
    // a process parses one line: the fields still have what the constructors gave them
    source.call("hasInitialValue", "false");
    String value = "new FieldValue(o, " + literal(field) + ")";
    source.text.append(".getter(" + value + ").setter(" + value + ").build())");
    return source.text.toString();
  }

  private void option(OptionSpec option) {
    text.append("spec.addOption(OptionSpec.builder(new String[] {" + literals(option.names()));
    text.append("})");
    call("order", String.valueOf(option.order()));
    if (option.usageHelp()) {
      call("usageHelp", "true");
    }
    if (option.versionHelp()) {
      call("versionHelp", "true");
    }
    call("fallbackValue", literal(option.fallbackValue()));
  }

  private void common(ArgSpec argument) {
    call("type", argument.type().getCanonicalName() + ".class");
    call("auxiliaryTypes", types(argument.auxiliaryTypes()));
    call("arity", range(argument.arity()));
    call("paramLabel", literal(argument.paramLabel()));
    call("description", literals(argument.description()));
    call("hidden", String.valueOf(argument.hidden()));
    call("required", String.valueOf(argument.required()));
    call("hideParamSyntax", String.valueOf(argument.hideParamSyntax()));
    call("splitRegex", literal(argument.splitRegex()));
    if (argument.defaultValue() != null) {
      call("defaultValue", literal(argument.defaultValue()));
    }
    if (argument.scopeType() == ScopeType.INHERIT) {
      call("scopeType", "picocli.CommandLine.ScopeType.INHERIT");
    }
    for (ITypeConverter<?> converter : argument.converters()) {
      call("converters", made(converter));
    }
    IParameterPreprocessor preprocessor = argument.preprocessor();
    if (preprocessor != null && !isOfPicocli(preprocessor)) {
      call("preprocessor", made(preprocessor));
    }
  }

  private void call(String method, String arguments) {
    text.append("." + method + "(" + arguments + ")");
  }

  private static boolean isOfPicocli(Object object) {
    return object.getClass().getName().startsWith("picocli.");
  }

  private static String made(Object object) {
    return "new " + object.getClass().getCanonicalName() + "()";
  }

  private static String types(Class<?>... types) {
    return Arrays.stream(types)
        .map(type -> type.getCanonicalName() + ".class")
        .collect(Collectors.joining(", "));
  }

  private static String range(Range range) {
    return Stream.of(range.min(), range.max(), range.isVariable(), range.isUnspecified())
        .map(String::valueOf)
        .collect(
            Collectors.joining(", ", "new Range(", ", " + literal(range.originalValue()) + ")"));
  }

  static String literals(String... texts) {
    return Arrays.stream(texts).map(ArgSource::literal).collect(Collectors.joining(", "));
  }

  static String literal(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + "\"";
  }
}
