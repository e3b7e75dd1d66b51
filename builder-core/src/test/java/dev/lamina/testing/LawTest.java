package dev.lamina.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LawTest {
  @Test
  void a_broken_law_names_the_smallest_value_and_the_seed() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () ->
                Law.forAll(
                    Gen.text("abcx", 40),
                    1000,
                    text -> assertTrue(text.chars().filter(c -> c == 'x').count() < 2)));
    assertTrue(
        String.valueOf(error.getMessage())
            .startsWith("does not hold for <xx> (again with -Dlaw.seed="));
  }

  @Test
  void a_law_that_holds_is_checked_as_often_as_asked() {
    AtomicInteger count = new AtomicInteger();
    Law.forAll(Gen.bytes(10), 17, bytes -> count.incrementAndGet());
    assertEquals(System.getProperty("law.seed") == null ? 17 : 1, count.get());
  }
}
