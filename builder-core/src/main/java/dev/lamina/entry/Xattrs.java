package dev.lamina.entry;

import dev.lamina.io.Escaped;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Extended attributes of a file: names such as {@code security.capability}, and their bytes. */
public final class Xattrs {
  /** No attributes. */
  public static final Xattrs NONE = new Xattrs(new TreeMap<>());

  private final SortedMap<String, byte[]> values;

  private Xattrs(SortedMap<String, byte[]> values) {
    this.values = values;
  }

  /** The attributes of a map; names and bytes are copied. */
  public static Xattrs of(Map<String, byte[]> values) {
    return values.isEmpty() ? NONE : new Xattrs(copy(values));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Names and values, sorted by name; a copy. */
  public SortedMap<String, byte[]> asMap() {
    return Collections.unmodifiableSortedMap(copy(values));
  }

  private static SortedMap<String, byte[]> copy(Map<String, byte[]> from) {
    SortedMap<String, byte[]> copy = new TreeMap<>();
    from.forEach((name, value) -> copy.put(name, value.clone()));
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Xattrs that
        && values.keySet().equals(that.values.keySet())
        && values.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), that.values.get(e.getKey())));
  }

  @Override
  public int hashCode() {
    return values.entrySet().stream()
        .mapToInt(e -> e.getKey().hashCode() * 31 + Arrays.hashCode(e.getValue()))
        .sum();
  }

  /** The names only: values are seldom text. */
  @Override
  public String toString() {
    return values.keySet().stream().map(Escaped::text).toList().toString();
  }
}
