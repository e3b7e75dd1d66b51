package dev.lamina.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.Images;
import dev.lamina.build.BuildRequest;
import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.parser.DockerfileParser;
import dev.lamina.dockerfile.parser.Statement;
import dev.lamina.lint.LintReport;
import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DockerfileLawsTest {
  private static final int MUTANTS = 2000;
  private static final String[] SPLICES = {
    "$",
    "${",
    "}",
    "\"",
    "'",
    "\\",
    "`",
    "\n",
    "\r\n",
    "<<EOF",
    "\nEOF\n",
    "[",
    "]",
    ",",
    "--from=",
    "--",
    "=",
    "# ",
    "ONBUILD ",
    "FROM ",
    "COPY ",
    "ENV ",
    "\u00e9",
    "\ud83d\ude00",
    "\t",
    " ",
    "/",
    "*",
    "0",
    ":-",
    "#",
    "%",
    "\0"
  };

  @Test
  void any_text_is_checked_and_planned_or_refused_with_places_that_exist() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path folder : Golden.cases("dockerfile")) {
      seeds.add(Files.readAllBytes(folder.resolve("Dockerfile")));
    }
    DockerfileCase plain = new DockerfileCase(Path.of("no-such-folder"));
    for (int seed = 0; seed < MUTANTS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] mutant = mutate(seeds.get(random.nextInt(seeds.size())), random);
      check(plain, mutant, seed);
    }
  }

  private static void check(DockerfileCase plain, byte[] mutant, int seed) {
    String text = new String(mutant, UTF_8);
    LintReport report =
        Images.check(
            BuildRequest.builder(
                    DockerfileSource.of("Dockerfile", text), MemoryContext.builder().build())
                .build());
    report.warnings().forEach(w -> inText(w.range(), text, seed));
    report.errors().forEach(e -> inText(e.range(), text, seed));
    try {
      for (Statement statement : DockerfileParser.parse("Dockerfile", mutant).list()) {
        inText(statement.place().range(), text, seed);
      }
    } catch (DockerfileException e) {
      e.problems().forEach(p -> inText(p.range(), text, seed));
    }
    try {
      plain.plan(mutant);
    } catch (DockerfileException e) {
      e.problems().forEach(p -> inText(p.range(), text, seed));
      assertTrue(ProblemText.errors(e.problems()).startsWith("Dockerfile:"));
      assertTrue(e.problems().stream().map(Problem::message).noneMatch(String::isBlank));
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ":\n" + text, e);
    }
  }

  private static void inText(SourceRange range, String text, int seed) {
    long lines = text.chars().filter(c -> c == '\n').count() + 1;
    assertTrue(
        range.firstLine() >= 1 && range.lastLine() <= lines,
        () -> "seed " + seed + ": " + range + " of " + lines + " lines:\n" + text);
    if (range.column() > 0) {
      String line = text.split("\n", -1)[range.firstLine() - 1];
      assertTrue(
          range.column() <= line.length() + 1, () -> "seed " + seed + ": " + range + ": " + line);
    }
  }

  private static byte[] mutate(byte[] seed, SplittableRandom random) {
    StringBuilder text = new StringBuilder(new String(seed, ISO_8859_1));
    int edits = 1 + random.nextInt(6);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> {
          String splice = SPLICES[random.nextInt(SPLICES.length)];
          text.insert(at, new String(splice.getBytes(UTF_8), ISO_8859_1));
        }
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
        case 2 -> {
          int end = Math.min(text.length(), at + random.nextInt(30));
          text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        }
        default -> {
          if (random.nextInt(10) == 0) {
            text.insert(at, (char) random.nextInt(256));
          }
        }
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  @Test
  void doubling_values_stop_early() {
    String text = "FROM scratch\nENV A=xx\n" + "ENV A=${A}${A}\n".repeat(40);
    String message = refusal(text);
    assertTrue(message.contains("exceeds 65536 bytes"), message);
  }

  @Test
  void nested_substitutions_have_a_depth() {
    String text = "FROM scratch\nENV A=" + "${A:-".repeat(10_000) + "}".repeat(10_000) + "\n";
    assertTrue(refusal(text).contains("nested deeper than 32"));
  }

  @Test
  void hostile_shapes_take_no_time_and_no_stack() {
    refusal("FROM scratch\nONBUILD " + "ONBUILD ".repeat(5_000) + "ENV a=b\n");
    refusal("FROM scratch\nCMD " + "[".repeat(30_000) + "\\\n" + "]".repeat(30_000) + "\n");
    refusal("FROM scratch\nCOPY " + "<<A ".repeat(1_000) + "/x\n" + "A\n".repeat(1_000));
    refusal("FROM scratch\n".repeat(1_001));
    refusal("FROM scratch\nENV " + "A=${B#" + "*a".repeat(10_000) + "}\n");
    refusal("FROM scratch\nRUN a\n" + "COPY --from=0 a b\n".repeat(20_000));
    StringBuilder chain = new StringBuilder("FROM scratch AS s0\n");
    for (int i = 1; i < 1000; i++) {
      chain.append("FROM s").append(i - 1).append(" AS s").append(i).append('\n');
    }
    refusal(chain + "RUN x\n");
  }

  private static String refusal(String text) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          try {
            String plan = new DockerfileCase(Path.of("no-such-folder")).plan(text.getBytes(UTF_8));
            return "planned: " + plan.length();
          } catch (DockerfileException e) {
            return e.problems().get(0).message();
          }
        });
  }
}
