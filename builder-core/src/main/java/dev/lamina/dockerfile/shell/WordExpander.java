package dev.lamina.dockerfile.shell;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import java.util.List;

/** signatures first */
public final class WordExpander {
  /**
   * With an escape character.
   *
   * @param escape {@code \} or the backtick
   */
  public WordExpander(char escape) {}

  /** One word. */
  public String word(String text, Variables variables, Place where) throws DockerfileException {
    return text;
  }

  /** Several words. */
  public List<String> words(String text, Variables variables, Place where)
      throws DockerfileException {
    return List.of(text);
  }
}
