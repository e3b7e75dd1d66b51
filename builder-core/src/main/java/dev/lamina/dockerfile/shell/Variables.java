package dev.lamina.dockerfile.shell;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code $name} stands for. */
@FunctionalInterface
public interface Variables {
  /** Nothing is set. */
  Variables NONE = name -> null;

  /** The value, or null when unset; an empty value is set. Names are case-sensitive. */
  @Nullable String value(String name);

  /** Told of a positional or special parameter ({@code $1}, {@code $@}), which is always unset. */
  default void parameter(String name) {}

  /** The entries of a map. */
  static Variables of(Map<String, String> values) {
    return values::get;
  }
}
