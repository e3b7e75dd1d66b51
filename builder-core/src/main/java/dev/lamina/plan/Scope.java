package dev.lamina.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ARG values that a stage hands to the stages built on it.
 *
 * @param values in the order of definition
 */
public record Scope(Map<String, String> values) {
  /** No values. */
  public static final Scope EMPTY = new Scope(Map.of());

  public Scope {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
