package dev.lamina.fuzz;

import java.util.List;

/** The words of the languages that are fuzzed. */
final class Words {
  static final List<String> DOCKERFILE =
      List.of(
          "FROM ",
          "COPY ",
          "ADD ",
          "ENV ",
          "LABEL ",
          "ARG ",
          "RUN ",
          "CMD ",
          "ENTRYPOINT ",
          "SHELL ",
          "EXPOSE ",
          "VOLUME ",
          "USER ",
          "WORKDIR ",
          "STOPSIGNAL ",
          "ONBUILD ",
          "HEALTHCHECK ",
          "MAINTAINER ",
          "scratch",
          " AS ",
          "--from=",
          "--chown=",
          "--chmod=",
          "--platform=",
          "--exclude=",
          "--parents",
          "--link",
          "--unpack=",
          "--checksum=",
          "--interval=",
          "--retries=",
          "--mount=",
          "NONE",
          "<<EOF",
          "<<-\"EOF\"",
          "\nEOF\n",
          "\\\n",
          "`\n",
          "# escape=`\n",
          "# syntax=",
          "# check=",
          "${",
          "}",
          ":-",
          ":?",
          ":+",
          "[\"",
          "\", \"",
          "\"]",
          "\\u0000",
          "1s",
          "80/tcp",
          "1-65535",
          "\n",
          "\r\n",
          "\ufeff",
          "\u00a0",
          "TARGETPLATFORM",
          "scratch\n");

  static final List<String> WORD =
      List.of(
          "${", "}", ":-", ":+", ":?", "##", "%%", "//", "\\", "`", "'", "\"", "*", "?", "$A",
          "${A", "${A//", "${A#", "${A%", "$1", "$@", "A=", " ", "\n", "\ud55c");

  static final List<String> PATTERN =
      List.of(
          "**", "**/", "/**", "/", "*", "?", "[a-z]", "[^", "]", "-", "\\", "!", "#", "..", ".",
          "\n", " ", "\t", "\ufeff", "\u00e9", "\u0085");

  private Words() {}
}
