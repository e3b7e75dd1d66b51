package dev.lamina.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as people write it: an array in JSON, or a line for the image's shell.
 *
 * @param line as written; empty for no command
 * @param array its words, when it is an array
 */
public record CommandText(String line, List<String> array) {
  private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

  public CommandText {
    array = List.copyOf(array);
  }

  /**
   * Reads a text. One that begins with a bracket must be an array.
   *
   * @throws IllegalArgumentException when it is none, or holds something that is not a string
   */
  public static CommandText parse(String text) {
    return new CommandText(text, text.startsWith("[") ? strings(text) : List.of());
  }

  private static List<String> strings(String text) {
    List<String> words = new ArrayList<>();
    JsonValue parsed;
    try {
      parsed = Json.parse(text.getBytes(UTF_8), "it");
    } catch (RefusedInputException e) {
      throw new IllegalArgumentException(
          "'" + Escaped.text(text) + "' is no array in JSON: " + e.getMessage(), e);
    }
    for (JsonValue word : parsed instanceof JsonArray array ? array.values() : List.of(parsed)) {
      if (!(word instanceof JsonString string)) {
        throw new IllegalArgumentException(
            "'" + Escaped.text(text) + "' holds something that is not a string");
      }
      words.add(string.value());
    }
    return words;
  }

  /** The words for an image. */
  public List<String> words(ImageConfig image) {
    if (line.isEmpty() || line.startsWith("[")) {
      return array;
    }
    List<String> shell = image.config().shell();
    List<String> words = new ArrayList<>(shell.isEmpty() ? DEFAULT_SHELL : shell);
    words.add(line);
    return words;
  }
}
