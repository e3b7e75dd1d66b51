package dev.lamina.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {
  @Test
  void an_absent_group_differs_from_an_empty_one() {
    assertNull(Ownership.parse("bob").group());
    assertEquals("", Ownership.parse("bob:").group());
    assertEquals("", Ownership.parse(":staff").user());
    assertEquals("b:c", Ownership.parse("a:b:c").group());
  }

  @Test
  void digits_root_and_nothing_need_no_lookup() {
    assertEquals(OptionalLong.of(5), Ownership.id("0005"));
    assertEquals(OptionalLong.of(0), Ownership.id("root"));
    assertEquals(OptionalLong.of(0), Ownership.id(""));
    assertEquals(OptionalLong.of(Integer.MAX_VALUE), Ownership.id("2147483647"));
    assertEquals(OptionalLong.empty(), Ownership.id("0x6"));
    assertEquals(OptionalLong.empty(), Ownership.id("bob"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "2147483648", "1:-1", "4294967295:x", "99999999999999999999"})
  void numbers_out_of_range_are_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Ownership.parse(text));
  }
}
