package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.Flags.Kind;
import dev.lamina.dockerfile.parser.Keyword;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statement.Shape;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.dockerfile.shell.Spaces;
import dev.lamina.io.Escaped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the instructions whose form is plain. */
final class SimpleReader {
  private static final Map<String, Kind> FROM_FLAGS = Map.of("platform", Kind.TEXT);

  private static final Map<String, Kind> RUN_FLAGS =
      Map.of(
          "mount", Kind.TEXTS,
          "device", Kind.TEXTS,
          "network", Kind.TEXT,
          "security", Kind.TEXT);

  private SimpleReader() {}

  static Instruction read(Keyword keyword, Statement s) throws DockerfileException {
    if (keyword == Keyword.FROM) {
      return from(s);
    }
    if (keyword == Keyword.RUN) {
      return run(s);
    }
    if (keyword != Keyword.STOPSIGNAL) {
      Flags.none(s); // STOPSIGNAL swallows flags, as the reference does
    }
    Place place = s.place();
    return switch (keyword) {
      case CMD -> new Instruction.Cmd(place, command(s));
      case ENTRYPOINT -> new Instruction.Entrypoint(place, command(s));
      case WORKDIR -> new Instruction.Workdir(place, only(s));
      case USER -> new Instruction.User(place, only(s));
      case STOPSIGNAL -> new Instruction.StopSignal(place, only(s));
      case MAINTAINER -> new Instruction.Maintainer(place, only(s).text());
      case EXPOSE -> expose(s);
      case VOLUME -> volume(s);
      case SHELL -> shell(s);
      default -> throw new IllegalStateException(keyword + " has a reader of its own");
    };
  }

  private static Command command(Statement s) {
    if (s.shape() == Shape.JSON) {
      return new Command.Exec(s.words().stream().map(Word::text).toList());
    }
    return new Command.ShellForm(s.words().isEmpty() ? "" : s.words().get(0).text());
  }

  private static Word only(Statement s) throws DockerfileException {
    if (s.words().isEmpty()) {
      throw Arity.exactlyOne(s);
    }
    return s.words().get(0);
  }

  private static Instruction run(Statement s) throws DockerfileException {
    Flags flags = Flags.read(s, RUN_FLAGS);
    if (s.words().isEmpty()) {
      throw Arity.atLeastOne(s);
    }
    return new Instruction.Run(
        s.place(),
        command(s),
        s.heredocs(),
        new RunFlags(
            flags.texts("mount"),
            flags.texts("device"),
            text(flags.text("network")),
            text(flags.text("security"))));
  }

  private static @Nullable String text(@Nullable Word word) {
    return word == null ? null : word.text();
  }

  private static Instruction from(Statement s) throws DockerfileException {
    Flags flags = Flags.read(s, FROM_FLAGS);
    List<Word> words = s.words();
    boolean named = words.size() == 3 && AsciiCase.lower(words.get(1).text()).equals("as");
    if (words.size() != 1 && !named) {
      throw new DockerfileException(
          s.place()
              .problem(
                  "FROM requires either one or three arguments",
                  "write FROM image or FROM image AS name"));
    }
    String name = null;
    if (named) {
      name = AsciiCase.lower(words.get(2).text());
      if (!isStageName(name)) {
        throw new DockerfileException(
            words
                .get(2)
                .in(s.place())
                .problem(
                    "invalid name for build stage: \""
                        + Escaped.text(words.get(2).text())
                        + "\", name can't start with a number or contain symbols"));
      }
    }
    return new Instruction.From(s.place(), words.get(0), flags.text("platform"), name);
  }

  private static boolean isStageName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean later = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
      if (!letter && (i == 0 || !later)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static Instruction expose(Statement s) throws DockerfileException {
    if (s.words().isEmpty()) {
      throw Arity.atLeastOne(s);
    }
    // the reference sorts the words as written, which shows in the history
    List<Word> sorted = s.words().stream().sorted(Comparator.comparing(Word::text)).toList();
    return new Instruction.Expose(s.place(), sorted);
  }

  private static Instruction volume(Statement s) throws DockerfileException {
    if (s.words().isEmpty()) {
      throw Arity.atLeastOne(s);
    }
    for (Word word : s.words()) {
      if (Spaces.trim(word.text()).isEmpty()) {
        throw new DockerfileException(
            word.in(s.place()).problem("VOLUME specified can not be an empty string"));
      }
    }
    return new Instruction.Volume(s.place(), s.words());
  }

  private static Instruction shell(Statement s) throws DockerfileException {
    if (s.shape() != Shape.JSON) {
      throw new DockerfileException(
          s.place()
              .problem(
                  "SHELL requires the arguments to be in JSON form",
                  "write it like SHELL [\"/bin/bash\", \"-c\"]"));
    }
    if (s.words().isEmpty()) {
      throw Arity.atLeastOne(s);
    }
    return new Instruction.Shell(s.place(), s.words().stream().map(Word::text).toList());
  }
}
