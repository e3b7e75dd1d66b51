package dev.lamina.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ThreeWayTest {
  private static final Gen<List<String>> WORDS =
      Gen.lists(Gen.oneOf("a1", "a2", "b1", "b2", "c1", "c2", "d1"), 5);

  private static Map<String, String> map(List<String> words) {
    Map<String, String> map = new TreeMap<>();
    words.forEach(word -> map.put(word.substring(0, 1), word.substring(1)));
    return map;
  }

  private static Map<String, String> merged(
      Map<String, String> old, Map<String, String> own, Map<String, String> now) {
    return new TreeMap<>(ThreeWay.map(old, own, now));
  }

  @Test
  void on_the_base_that_it_has_an_image_stays_what_it_is() {
    Law.forAll(
        Gen.lists(WORDS, 2),
        300,
        lists -> {
          Map<String, String> old = map(at(lists, 0));
          Map<String, String> own = map(at(lists, 1));
          assertEquals(own, merged(old, own, old));
          assertEquals(own.keySet(), ThreeWay.set(old.keySet(), own.keySet(), old.keySet()));
        });
  }

  @Test
  void what_an_image_has_not_changed_is_the_new_bases() {
    Law.forAll(
        Gen.lists(WORDS, 3),
        300,
        lists -> {
          Map<String, String> old = map(at(lists, 0));
          Map<String, String> now = map(at(lists, 1));
          assertEquals(now, merged(old, old, now));
          Map<String, String> own = map(at(lists, 2));
          Map<String, String> merged = merged(old, own, now);
          for (String key : List.of("a", "b", "c", "d")) {
            boolean kept = Objects.equals(old.get(key), own.get(key));
            assertEquals(kept ? now.get(key) : own.get(key), merged.get(key));
          }
        });
  }

  private static List<String> at(List<List<String>> lists, int index) {
    return index < lists.size() ? lists.get(index) : List.of();
  }
}
