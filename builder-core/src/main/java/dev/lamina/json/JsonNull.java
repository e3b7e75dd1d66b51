package dev.lamina.json;

/** {@code null}. Where a member may be absent, null means absent. */
public enum JsonNull implements JsonValue {
  /** The only value. */
  NULL
}
