package dev.lamina.lint;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.parser.Directive;
import dev.lamina.dockerfile.parser.Statements;
import dev.lamina.io.Escaped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which rules count: {@code skip=A,B;experimental=C;error=true}, where {@code all} stands for every
 * rule.
 */
final class LintSettings {
  /** The build argument that replaces the {@code # check=} line. */
  static final String BUILD_ARG = "BUILDKIT_DOCKERFILE_CHECK";

  private static final String ALL = "all";

  private Set<String> skipped = Set.of();
  private Set<String> experimental = Set.of();
  private boolean error;

  private LintSettings() {}

  /**
   * The settings of a file.
   *
   * @param buildArgs among which {@link #BUILD_ARG} wins over the file's own line
   * @throws DockerfileException when they are malformed
   */
  static LintSettings of(Statements statements, Map<String, String> buildArgs)
      throws DockerfileException {
    String argument = buildArgs.get(BUILD_ARG);
    Directive directive = statements.check();
    if (argument != null) {
      Place start = new Place(statements.start(), List.of());
      return read(argument, "failed to parse build-arg:" + BUILD_ARG, start);
    }
    return directive == null
        ? new LintSettings()
        : read(directive.value(), "failed to parse check options", directive.place());
  }

  private static LintSettings read(String text, String what, Place place)
      throws DockerfileException {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new DockerfileException(
          place.problem(what + ": " + e.getMessage(), "write it like skip=RuleA,RuleB;error=true"));
    }
  }

  /** Reads a text. */
  static LintSettings parse(String text) {
    LintSettings settings = new LintSettings();
    if (text.isBlank()) {
      return settings;
    }
    for (String part : text.strip().split(";", 3)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? "" : part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      switch (key) {
        case "skip" -> settings.skipped = names(value);
        case "experimental" -> settings.experimental = names(value);
        case "error" -> settings.error = truth(part, value);
        default ->
            throw new IllegalArgumentException(
                "invalid check option \"" + Escaped.text(equals < 0 ? part : key) + "\"");
      }
    }
    return settings;
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
  }

  private static boolean truth(String part, String value) {
    return switch (value) {
      case "1", "t", "T", "true", "True", "TRUE" -> true;
      case "0", "f", "F", "false", "False", "FALSE" -> false;
      default ->
          throw new IllegalArgumentException(
              "failed to parse check option \""
                  + Escaped.text(part)
                  + "\": neither true nor false");
    };
  }

  /** Whether a rule's warnings are told. As in BuildKit, {@code skip} is for stable rules only. */
  boolean allow(RuleInfo rule) {
    Set<String> named =
        rule.stability() == RuleInfo.Stability.EXPERIMENTAL ? experimental : skipped;
    boolean isNamed = named.contains(rule.name()) || named.equals(Set.of(ALL));
    return (rule.stability() == RuleInfo.Stability.EXPERIMENTAL) == isNamed;
  }

  /** Whether a warning makes a build fail. */
  boolean error() {
    return error;
  }
}
