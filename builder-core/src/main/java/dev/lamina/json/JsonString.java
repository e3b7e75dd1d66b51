package dev.lamina.json;

/**
 * A JSON string.
 *
 * @param value the text, escapes resolved
 */
public record JsonString(String value) implements JsonValue {}
