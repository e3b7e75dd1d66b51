package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.parser.Heredoc;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.oci.Healthcheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One instruction, its form checked, its words as written (quotes, escapes and variables kept). */
public sealed interface Instruction {
  /** Where it stands. */
  Place place();

  /** Where it stands. */
  default SourceRange range() {
    return place().range();
  }

  <R> R accept(Visitor<R> visitor);

  /** One case for each instruction. */
  interface Visitor<R> {
    R from(From from);

    R arg(Arg arg);

    R env(Env env);

    R label(Label label);

    R copy(Copy copy);

    R run(Run run);

    R cmd(Cmd cmd);

    R entrypoint(Entrypoint entrypoint);

    R workdir(Workdir workdir);

    R user(User user);

    R expose(Expose expose);

    R volume(Volume volume);

    R stopSignal(StopSignal stopSignal);

    R shell(Shell shell);

    R health(Health health);

    R onBuild(OnBuild onBuild);

    R maintainer(Maintainer maintainer);
  }

  /**
   * FROM.
   *
   * @param image the base as written
   * @param platform {@code --platform} as written
   * @param name the stage's name, lower case; null when it has none
   */
  record From(Place place, Word image, @Nullable Word platform, @Nullable String name)
      implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.from(this);
    }
  }

  /** ARG. */
  record Arg(Place place, List<Definition> definitions) implements Instruction {
    public Arg {
      definitions = List.copyOf(definitions);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.arg(this);
    }
  }

  /** ENV. */
  record Env(Place place, List<Pair> pairs) implements Instruction {
    public Env {
      pairs = List.copyOf(pairs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.env(this);
    }
  }

  /** LABEL. */
  record Label(Place place, List<Pair> pairs) implements Instruction {
    public Label {
      pairs = List.copyOf(pairs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.label(this);
    }
  }

  /**
   * COPY and ADD.
   *
   * @param sources paths and here-document starts, without the destination
   * @param heredocs the here-documents among the sources, in order
   */
  record Copy(
      Place place,
      CopyVerb verb,
      List<Word> sources,
      List<Heredoc> heredocs,
      Word destination,
      CopyFlags flags)
      implements Instruction {
    public Copy {
      sources = List.copyOf(sources);
      heredocs = List.copyOf(heredocs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.copy(this);
    }
  }

  /** RUN. */
  record Run(Place place, Command command, List<Heredoc> heredocs, RunFlags flags)
      implements Instruction {
    public Run {
      heredocs = List.copyOf(heredocs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.run(this);
    }
  }

  /** CMD. */
  record Cmd(Place place, Command command) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.cmd(this);
    }
  }

  /** ENTRYPOINT. */
  record Entrypoint(Place place, Command command) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.entrypoint(this);
    }
  }

  /** WORKDIR. */
  record Workdir(Place place, Word path) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.workdir(this);
    }
  }

  /** USER. */
  record User(Place place, Word user) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.user(this);
    }
  }

  /** EXPOSE. */
  record Expose(Place place, List<Word> ports) implements Instruction {
    public Expose {
      ports = List.copyOf(ports);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.expose(this);
    }
  }

  /** VOLUME. */
  record Volume(Place place, List<Word> paths) implements Instruction {
    public Volume {
      paths = List.copyOf(paths);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.volume(this);
    }
  }

  /** STOPSIGNAL. */
  record StopSignal(Place place, Word signal) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.stopSignal(this);
    }
  }

  /** SHELL. */
  record Shell(Place place, List<String> words) implements Instruction {
    public Shell {
      words = List.copyOf(words);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.shell(this);
    }
  }

  /** HEALTHCHECK. */
  record Health(Place place, Healthcheck check) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.health(this);
    }
  }

  /**
   * ONBUILD.
   *
   * @param trigger the text that goes into the image
   * @param instruction what it means
   */
  record OnBuild(Place place, String trigger, Instruction instruction) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.onBuild(this);
    }
  }

  /** MAINTAINER. */
  record Maintainer(Place place, String author) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.maintainer(this);
    }
  }
}
