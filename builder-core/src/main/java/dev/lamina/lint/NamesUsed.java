package dev.lamina.lint;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.shell.Variables;
import dev.lamina.dockerfile.shell.WordExpander;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Expands words and remembers which variables they name. What is wrong with a word that can't be
 * expanded, the plan tells.
 */
final class NamesUsed implements Variables {
  private final Map<String, String> values;
  private final WordExpander expander;
  private final Place place;
  private final Set<String> set = new LinkedHashSet<>();
  private final Set<String> unset = new LinkedHashSet<>();

  NamesUsed(Map<String, String> values, WordExpander expander, Place place) {
    this.values = values;
    this.expander = expander;
    this.place = place;
  }

  @Override
  public @Nullable String value(String name) {
    String value = values.get(name);
    (value == null ? unset : set).add(name);
    return value;
  }

  @Override
  public void parameter(String name) {
    unset.add(name);
  }

  /** The expanded word; null when it can't be expanded. */
  @Nullable String word(String text) {
    try {
      return expander.word(text, this, place);
    } catch (DockerfileException e) {
      return null;
    }
  }

  /** The expanded word, split. */
  List<String> words(String text) {
    try {
      return expander.words(text, this, place);
    } catch (DockerfileException e) {
      return List.of();
    }
  }

  /** Expands the body of a here-document. */
  void heredoc(String body) {
    try {
      expander.heredoc(body, this, place);
    } catch (DockerfileException e) {
      // the plan tells it
    }
  }

  /** The variables that have a value, as met. */
  Set<String> set() {
    return set;
  }

  /** The variables without a value, as met. */
  Set<String> unset() {
    return unset;
  }
}
