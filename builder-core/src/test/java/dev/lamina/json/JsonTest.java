package dev.lamina.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.RefusedInputException;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final Gen<JsonValue> SCALARS =
      Gen.anyOf(
          Gen.anyText(12).map(JsonString::new),
          Gen.longs(Long.MIN_VALUE, Long.MAX_VALUE).map(JsonNumber::of),
          Gen.oneOf(new JsonNumber("1.50"), new JsonNumber("-0"), new JsonNumber("1e+9")),
          Gen.booleans().map(JsonBoolean::of),
          Gen.oneOf(JsonNull.NULL));

  private static Gen<JsonValue> trees(int depth) {
    if (depth == 0) {
      return SCALARS;
    }
    Gen<JsonValue> below = trees(depth - 1);
    return Gen.anyOf(
        SCALARS,
        Gen.lists(below, 4).map(JsonArray::new),
        random -> {
          JsonObject.Builder object = JsonObject.builder();
          for (int i = random.nextInt(5); i > 0; i--) {
            object.set(Gen.anyText(6).next(random), below.next(random));
          }
          return object.build();
        });
  }

  @Test
  void what_is_written_reads_back_as_the_same_tree_in_the_same_order() {
    Law.forAll(
        trees(4),
        500,
        tree -> {
          byte[] written = Json.write(tree);
          JsonValue read = Json.parse(written, "tree");
          assertEquals(tree, read);
          assertEquals(new String(written, UTF_8), new String(Json.write(read), UTF_8));
        });
  }

  @Test
  void bytes_that_are_not_json_are_refused_and_nothing_else_is_thrown() {
    String[] seeds = {"{\"a\":[1,2,{\"b\":null}],\"c\":\"\\u00e9\\\\x\"}", "[1e5,true,\"é\"]"};
    Gen<byte[]> mutants =
        random -> {
          byte[] bytes = seeds[random.nextInt(seeds.length)].getBytes(UTF_8);
          for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
          }
          return bytes;
        };
    Law.forAll(
        mutants,
        3000,
        bytes -> {
          try {
            Json.parse(bytes, "mutant");
          } catch (RefusedInputException expected) {
            assertTrue(
                String.valueOf(expected.getMessage()).startsWith("mutant: "),
                String.valueOf(expected.getMessage()));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "{}{}",
        "{} x",
        "[1,]",
        "{\"a\":1,}",
        "{'a':1}",
        "{a:1}",
        "NaN",
        "Infinity",
        "01",
        "+1",
        "1.",
        ".5",
        "0x10",
        "// c\n1",
        "/* c */1",
        "# c\n1",
        "\"a\nb\"",
        "\"\\x41\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "{\"\\ud800\":1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "123456789012345678901",
        "1.00000000000000000000",
        "\ufeff{}",
        "\u0000",
        "nul",
        "truex"
      })
  void text_that_is_not_exactly_one_json_value_is_refused(String text) {
    RefusedInputException refused =
        assertThrows(
            RefusedInputException.class, () -> Json.parse(text.getBytes(UTF_8), "document x"));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("document x: "),
        String.valueOf(refused.getMessage()));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("at byte "),
        String.valueOf(refused.getMessage()));
  }

  @Test
  void other_encodings_than_utf_8_are_refused() {
    assertRefused("{\"a\":\"é\"}".getBytes(ISO_8859_1), "invalid UTF-8 (at byte 6)");
    assertRefused("{\"a\":1}".getBytes(UTF_16LE), "NUL byte");
    assertRefused(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, "invalid UTF-8");
    assertRefused(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}, "invalid UTF-8");
  }

  @Test
  void depth_length_and_counts_are_bounded_without_a_stack_overflow() throws Exception {
    assertRefused("[".repeat(4 << 20).getBytes(UTF_8), "nesting depth");
    assertRefused("{\"a\":".repeat(100_000).getBytes(UTF_8), "nesting depth");
    assertRefused(new byte[(4 << 20) + 1], "larger than 4194304 bytes");
    assertRefused(("\"" + "x".repeat((1 << 20) + 1) + "\"").getBytes(UTF_8), "exceeds");
    assertRefused("9".repeat(3 << 20).getBytes(UTF_8), "exceeds");
    assertRefused(("[" + "1,".repeat(1 << 18) + "1]").getBytes(UTF_8), "more than 262144 values");
    String nested = "[".repeat(64) + "]".repeat(64);
    assertEquals(nested, new String(Json.write(Json.parse(nested.getBytes(UTF_8), "x")), UTF_8));
  }

  @Test
  void ten_thousand_keys_with_one_hash_code_are_read_and_one_more_is_refused() throws Exception {
    List<String> keys = new ArrayList<>(List.of(""));
    for (int i = 0; i < 13; i++) {
      keys = keys.stream().flatMap(k -> List.of(k + "Aa", k + "BB").stream()).toList();
    }
    assertEquals(1, keys.stream().mapToInt(String::hashCode).distinct().count());
    StringBuilder text = new StringBuilder("{\"x\":0");
    keys.forEach(key -> text.append(",\"").append(key).append("\":1"));
    JsonObject read = Json.parseObject((text + "}").getBytes(UTF_8), "keys");
    assertEquals(8193, read.members().size());

    StringBuilder many = new StringBuilder("{\"x\":0");
    IntStream.range(0, 10_000).forEach(i -> many.append(",\"k").append(i).append("\":1"));
    assertRefused((many + "}").getBytes(UTF_8), "more than 10000 keys");
  }

  @Test
  void writing_escapes_only_what_json_demands() throws Exception {
    String text = "a/<>&\u007f\u2028é\ud83d\ude00\"\\\b\f\n\r\t\u0001";
    assertEquals(
        "\"a/<>&\u007f\u2028é\ud83d\ude00\\\"\\\\\\b\\f\\n\\r\\t\\u0001\"",
        new String(Json.write(new JsonString(text)), UTF_8));
  }

  @Test
  void key_order_is_that_of_the_bytes_in_utf_8() {
    Law.forAll(
        Gen.lists(Gen.anyText(3), 2),
        2000,
        pair -> {
          if (pair.size() == 2) {
            byte[] a = pair.get(0).getBytes(UTF_8);
            byte[] b = pair.get(1).getBytes(UTF_8);
            assertEquals(
                Integer.signum(java.util.Arrays.compareUnsigned(a, b)),
                Integer.signum(Json.KEY_ORDER.compare(pair.get(0), pair.get(1))));
          }
        });
    assertTrue(Json.KEY_ORDER.compare("\uffff", "\ud83d\ude00") < 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"12\"", "1.0", "1e3", "9223372036854775808", "true", "[]", "1.9", "-"})
  void only_an_integer_is_an_integer(String value) {
    assertThrows(
        RefusedInputException.class,
        () -> Json.parseObject(("{\"size\":" + value + "}").getBytes(UTF_8), "x").integer("size"));
  }

  @Test
  void null_is_absent_and_messages_say_where() throws Exception {
    JsonObject object =
        Json.parseObject(
            "{\"n\":null,\"layers\":[{},{\"size\":\"12\"}],\"s\":5}".getBytes(UTF_8), "manifest m");
    assertFalse(object.has("n"));
    assertEquals(7, object.integer("n", 7));
    assertEquals(List.of(), object.strings("n"));
    assertMessage("manifest m: field 'n' is missing", () -> object.integer("n"));
    assertMessage("manifest m: field 's' is not a string", () -> object.string("s"));
    JsonObject layer = object.objects("layers").get(1);
    assertMessage(
        "manifest m: layers[1]: field 'size' is not an integer", () -> layer.integer("size"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Layers", "LAYERS", "layerS", "layer\u017f"})
  void a_known_key_in_another_case_is_refused(String key) throws Exception {
    JsonObject object =
        Json.parseObject(("{\"" + key + "\":[],\"other\":1}").getBytes(UTF_8), "manifest");
    RefusedInputException refused =
        assertThrows(
            RefusedInputException.class,
            () -> object.requireExactCase(List.of("layers", "config")));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("must be spelled 'layers'"),
        String.valueOf(refused.getMessage()));
  }

  @Test
  void equal_trees_are_equal_wherever_they_were_read() throws Exception {
    JsonObject one = Json.parseObject("{\"a\":{\"b\":1}}".getBytes(UTF_8), "one");
    JsonObject two = Json.parseObject("{ \"a\" : { \"b\" : 1 } }".getBytes(UTF_8), "two");
    assertEquals(one, two);
    assertEquals(one.hashCode(), two.hashCode());
    Map<String, JsonValue> copy = new LinkedHashMap<>(one.members());
    assertThrows(UnsupportedOperationException.class, () -> one.members().clear());
    assertEquals(copy, one.members());
  }

  private static void assertRefused(byte[] bytes, String message) {
    RefusedInputException refused =
        assertThrows(RefusedInputException.class, () -> Json.parse(bytes, "x"));
    assertTrue(
        String.valueOf(refused.getMessage()).contains(message),
        String.valueOf(refused.getMessage()));
  }

  private static void assertMessage(
      String message, org.junit.jupiter.api.function.Executable read) {
    assertEquals(message, assertThrows(RefusedInputException.class, read).getMessage());
  }
}
