package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final String VALUE =
      "{\"ID\":\"abc\",\"Size\":12,\"Cmd\":[\"a\",\"b\"],\"Labels\":{\"k\":\"v\",\"a\":\"1\"},\"On\":true,"
          + "\"Nil\":null}";

  private static String render(String template) throws Exception {
    JsonObject value = Json.parseObject(VALUE.getBytes(UTF_8), "test");
    return Template.parse(template).render(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain|plain",
        "{{.ID}}|abc",
        "{{ .ID }}:{{.Size}}|abc:12",
        "{{.Cmd}}|[a b]",
        "{{json .Cmd}}|[\"a\",\"b\"]",
        "{{.Labels}}|map[a:1 k:v]",
        "{{.Labels.k}}|v",
        "{{.Labels.none}}|<no value>",
        "{{.Nil}}|<no value>",
        "{{.On}}|true",
        "{{json .Labels}}|{\"k\":\"v\",\"a\":\"1\"}",
      })
  void fields_print_as_go_prints_them(String template, String text) throws Exception {
    assertEquals(text, render(template));
  }

  @Test
  void escapes_of_the_shell_user_become_tabs_and_lines() throws Exception {
    assertEquals("abc\t12\n", render("{{.ID}}\\t{{.Size}}\\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{.Nope}}", "{{range .Cmd}}{{end}}", "{{.ID", "{{ID}}", "{{.ID | upper}}"})
  void what_is_not_understood_is_refused(String template) {
    assertThrows(UsageException.class, () -> render(template));
  }
}
