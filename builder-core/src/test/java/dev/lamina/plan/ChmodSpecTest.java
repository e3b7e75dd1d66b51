package dev.lamina.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChmodSpecTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "go-w|0666|0644",
        "u=rw,g=r,o=r|0666|0644",
        "a+X|0666|0666",
        "a+X|0100|0111",
        "+x|0644|0755",
        "u+s|0755|04755",
        "g+s|0755|02755",
        "+t|0777|01777",
        "g=u|0640|0660",
        "o=|0777|0770",
        "u=rwX,go=rX|0600|0644",
        "a=rx|04777|0555",
        "u+r-w|0200|0400",
        "0750|0644|0750",
        "4755|0|04755",
        "0|0777|0",
        "00007777|0|07777"
      })
  void files_change_as_chmod_would(String spec, String before, String after) {
    assertEquals(
        Integer.parseInt(after, 8), ChmodSpec.parse(spec).fileMode(Integer.parseInt(before, 8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "go-w|0124|0104",
        "u+rw,g+r,o-x,o+w|0124|0766",
        "a+X|0124|0135",
        "u=rwX,go=rX|0700|0755",
        "640|0755|0640"
      })
  void directories_change_as_chmod_would(String spec, String before, String after) {
    assertEquals(
        Integer.parseInt(after, 8),
        ChmodSpec.parse(spec).directoryMode(Integer.parseInt(before, 8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64a", "10000", "8", "u", "z+x", "u+", "u+q", "u=gr", "u=r,", "+-x"})
  void nonsense_is_refused_by_name(String spec) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ChmodSpec.parse(spec));
    assertTrue(String.valueOf(e.getMessage()).contains("'" + spec + "'"), e.getMessage());
  }

  @Test
  void only_numbers_are_octal() {
    assertTrue(ChmodSpec.parse("755").isOctal());
    assertEquals("u+x", ChmodSpec.parse("u+x").text());
  }
}
