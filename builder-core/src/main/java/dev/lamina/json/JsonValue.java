package dev.lamina.json;

/** A JSON value as an immutable tree. {@link Json} reads and writes it. */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
