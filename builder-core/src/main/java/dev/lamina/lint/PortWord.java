package dev.lamina.lint;

import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.parser.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * A word of EXPOSE: {@code [ip:][hostport:]port[/protocol]}.
 *
 * @param text the word, variables expanded
 * @param protocol as written; empty when none is
 * @param mapping what stands before the port
 */
record PortWord(String text, String protocol, Mapping mapping) {
  /** Whether a word says something about the host. */
  enum Mapping {
    NONE,
    HOST
  }

  /** The words of an instruction; none when it is no EXPOSE. */
  static List<PortWord> all(Moment moment) {
    List<PortWord> all = new ArrayList<>();
    if (moment.instruction() instanceof Instruction.Expose expose) {
      for (Word word : expose.ports()) {
        moment.names().words(word.text()).forEach(text -> all.add(of(text)));
      }
    }
    return all;
  }

  private static PortWord of(String text) {
    int port = text.lastIndexOf(':') + 1;
    int slash = text.indexOf('/', port);
    String host = port == 0 ? "" : text.substring(0, port - 1);
    boolean mapped = host.chars().anyMatch(c -> c != ':');
    return new PortWord(
        text, slash < 0 ? "" : text.substring(slash + 1), mapped ? Mapping.HOST : Mapping.NONE);
  }
}
