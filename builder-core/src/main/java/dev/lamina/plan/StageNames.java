package dev.lamina.plan;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.instruction.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds stages by name (ASCII case ignored) or by number, and contexts by name. */
final class StageNames {
  private final List<Stage> stages;
  private final ContextNames contexts;
  private final Map<String, NavigableMap<Integer, Stage>> byName = new HashMap<>();

  StageNames(List<Stage> stages, ContextNames contexts) {
    this.stages = stages;
    this.contexts = contexts;
    for (Stage stage : stages) {
      String name = stage.from().name();
      if (name != null) {
        byName.computeIfAbsent(name, n -> new TreeMap<>()).put(stage.index(), stage);
      }
    }
  }

  /** The context of that name, as the options spell it; null when there is none. */
  @Nullable String context(@Nullable String name) {
    return contexts.find(name);
  }

  /** The last stage of that name before stage {@code index}. */
  OptionalInt before(int index, String name) {
    Integer found = ofName(name).lowerKey(index);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /** The last stage of that name before {@code index}; where there is none, the next after it. */
  OptionalInt near(int index, String name) {
    OptionalInt before = before(index, name);
    Integer found = before.isPresent() ? null : ofName(name).ceilingKey(index);
    return found == null ? before : OptionalInt.of(found);
  }

  private NavigableMap<Integer, Stage> ofName(String name) {
    return byName.getOrDefault(AsciiCase.lower(name), new TreeMap<>());
  }

  /** Whether a word is written like a stage's number. */
  static boolean isNumber(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The stage of that number, if there is one. */
  OptionalInt ofNumber(String digits) {
    if (digits.length() > 6) {
      return OptionalInt.empty();
    }
    int index = Integer.parseInt(digits);
    return index < stages.size() ? OptionalInt.of(index) : OptionalInt.empty();
  }

  List<String> names() {
    return byName.keySet().stream().sorted().toList();
  }

  /** For hints: {@code the stages are 0 (base), 1}. */
  String known() {
    String list =
        stages.stream()
            .limit(20)
            .map(s -> s.index() + (s.from().name() == null ? "" : " (" + s.from().name() + ")"))
            .collect(Collectors.joining(", "));
    return "the stages are " + list + (stages.size() > 20 ? ", …" : "");
  }
}
