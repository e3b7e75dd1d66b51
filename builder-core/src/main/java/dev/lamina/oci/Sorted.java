package dev.lamina.oci;

import dev.lamina.json.Json;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Immutable copies in the order in which documents print them: by the bytes of the keys. */
final class Sorted {
  private Sorted() {}

  static SortedMap<String, String> map(Map<String, String> map) {
    SortedMap<String, String> copy = new TreeMap<>(Json.KEY_ORDER);
    copy.putAll(map);
    return Collections.unmodifiableSortedMap(copy);
  }

  static SortedSet<String> set(Collection<String> set) {
    SortedSet<String> copy = new TreeSet<>(Json.KEY_ORDER);
    copy.addAll(set);
    return Collections.unmodifiableSortedSet(copy);
  }
}
