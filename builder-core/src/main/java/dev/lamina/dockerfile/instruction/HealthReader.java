package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.AsciiCase;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Flags.Kind;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.dockerfile.parser.Statement.Shape;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.io.Escaped;
import dev.lamina.oci.Healthcheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HEALTHCHECK. */
final class HealthReader {
  private static final Map<String, Kind> FLAGS =
      Map.of(
          "interval", Kind.TEXT,
          "timeout", Kind.TEXT,
          "start-period", Kind.TEXT,
          "start-interval", Kind.TEXT,
          "retries", Kind.TEXT);

  /** Docker's least duration. */
  private static final long MILLISECOND = 1_000_000;

  private final Statement statement;
  private final List<Problem> problems = new ArrayList<>();

  private HealthReader(Statement statement) {
    this.statement = statement;
  }

  static Instruction read(Statement statement) throws DockerfileException {
    if (statement.words().isEmpty()) {
      throw Arity.atLeastOne(statement);
    }
    HealthReader reader = new HealthReader(statement);
    Healthcheck check = reader.check();
    if (!reader.problems.isEmpty()) {
      throw new DockerfileException(reader.problems);
    }
    return new Instruction.Health(statement.place(), check);
  }

  private Healthcheck check() {
    Place place = statement.place();
    Word type = statement.words().get(0);
    List<String> rest = statement.words().stream().skip(1).map(Word::text).toList();
    String upper = AsciiCase.upper(type.text());
    List<String> test = new ArrayList<>();
    if (upper.equals("NONE")) {
      if (!rest.isEmpty()) {
        problems.add(place.problem("HEALTHCHECK NONE takes no arguments"));
      }
      return new Healthcheck(List.of("NONE"), 0, 0, 0, 0, 0);
    }
    if (!upper.equals("CMD")) {
      String shown = Escaped.text(upper);
      problems.add(
          type.in(place).problem("Unknown type \"" + shown + "\" in HEALTHCHECK (try CMD)"));
    } else if (rest.isEmpty()) {
      problems.add(place.problem("Missing command after HEALTHCHECK CMD"));
    }
    test.add(statement.shape() == Shape.JSON ? "CMD" : "CMD-SHELL");
    test.addAll(rest);
    return withFlags(test);
  }

  private Healthcheck withFlags(List<String> test) {
    Flags flags;
    try {
      flags = Flags.read(statement, FLAGS);
    } catch (DockerfileException e) {
      problems.addAll(e.problems());
      return new Healthcheck(test, 0, 0, 0, 0, 0);
    }
    return new Healthcheck(
        test,
        duration(flags.text("interval")),
        duration(flags.text("timeout")),
        duration(flags.text("start-period")),
        duration(flags.text("start-interval")),
        retries(flags.text("retries")));
  }

  private long duration(@Nullable Word word) {
    if (word == null || word.text().isEmpty()) {
      return 0;
    }
    try {
      long nanos = GoDuration.parse(word.text());
      if (nanos != 0 && nanos < MILLISECOND) {
        String shown = Escaped.text(word.text());
        problems.add(
            word.in(statement.place())
                .problem("Interval \"" + shown + "\" cannot be less than 1ms"));
      }
      return nanos;
    } catch (IllegalArgumentException e) {
      problems.add(
          word.in(statement.place())
              .problem(String.valueOf(e.getMessage()), "write it like 30s, 1m30s or 500ms"));
      return 0;
    }
  }

  private int retries(@Nullable Word word) {
    if (word == null || word.text().isEmpty()) {
      return 0;
    }
    Place place = word.in(statement.place());
    if (!word.text().matches("[+-]?[0-9]{1,9}")) {
      problems.add(place.problem("--retries is not a number: " + Escaped.text(word.text())));
      return 0;
    }
    int retries = Integer.parseInt(word.text());
    if (retries < 0) {
      problems.add(place.problem("--retries cannot be negative (" + retries + ")"));
    }
    return Math.max(0, retries);
  }
}
