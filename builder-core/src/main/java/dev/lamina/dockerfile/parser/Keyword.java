package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.AsciiCase;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instructions, and how each one's arguments are cut. */
public enum Keyword {
  ADD(Arguments.LIST),
  ARG(Arguments.DEFINITIONS),
  CMD(Arguments.COMMAND),
  COPY(Arguments.LIST),
  ENTRYPOINT(Arguments.COMMAND),
  ENV(Arguments.PAIRS),
  EXPOSE(Arguments.BLANKS),
  FROM(Arguments.BLANKS),
  HEALTHCHECK(Arguments.TYPED_COMMAND),
  LABEL(Arguments.PAIRS),
  MAINTAINER(Arguments.TEXT),
  ONBUILD(Arguments.INSTRUCTION),
  RUN(Arguments.COMMAND),
  SHELL(Arguments.COMMAND),
  STOPSIGNAL(Arguments.TEXT),
  USER(Arguments.TEXT),
  VOLUME(Arguments.LIST),
  WORKDIR(Arguments.TEXT);

  /** How the text after keyword and flags is cut. */
  enum Arguments {
    /** A JSON list, else the whole text. */
    COMMAND,
    /** A JSON list, else split at blanks. */
    LIST,
    /** Split at blanks. */
    BLANKS,
    /** {@code k=v} words, or a key and the rest. */
    PAIRS,
    /** Words, quotes group. */
    DEFINITIONS,
    /** The whole text. */
    TEXT,
    /** A first word, then as {@link #COMMAND}. */
    TYPED_COMMAND,
    /** Another instruction. */
    INSTRUCTION
  }

  private final Arguments arguments;

  Keyword(Arguments arguments) {
    this.arguments = arguments;
  }

  Arguments arguments() {
    return arguments;
  }

  /** The keyword of that name, in any case; null when there is none. */
  public static @Nullable Keyword of(String name) {
    String upper = AsciiCase.upper(name);
    for (Keyword keyword : values()) {
      if (keyword.name().equals(upper)) {
        return keyword;
      }
    }
    return null;
  }

  /** All names, sorted. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Keyword::name).toList();
  }
}
