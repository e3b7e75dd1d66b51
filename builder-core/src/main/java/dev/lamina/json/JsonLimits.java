package dev.lamina.json;

/**
 * How much JSON is read. Nesting, string and number lengths are fixed; see {@link Json}.
 *
 * @param maxBytes length of the document
 * @param maxValues count of all values in it, containers included
 */
public record JsonLimits(int maxBytes, int maxValues) {
  /** For documents from anywhere: manifests, indexes, configs. 4 MiB. */
  public static final JsonLimits DOCUMENT = new JsonLimits(4 << 20, 1 << 18);

  /** For the index of our own store, which grows with its names. 64 MiB. */
  public static final JsonLimits OWN_INDEX = new JsonLimits(64 << 20, 1 << 23);
}
