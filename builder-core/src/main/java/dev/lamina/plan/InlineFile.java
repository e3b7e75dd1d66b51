package dev.lamina.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A file whose content stands in the Dockerfile.
 *
 * @param name one component, plain
 * @param content variables expanded where they should be
 */
public record InlineFile(String name, String content) {
  /** The content as UTF-8. */
  public byte[] bytes() {
    return content.getBytes(UTF_8);
  }
}
