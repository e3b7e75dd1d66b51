package dev.lamina.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.dockerfile.parser.DockerfileParser;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Dockerfiles of a megabyte whose cost, without a limit on the whole, is the square of their
 * length, or what a value is long times how often it is used. They took minutes, or all memory.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeDockerfilesTest {
  private static final String FROM = "FROM scratch\n";
  private static final String LONG_VALUE = FROM + "ENV a=" + "y".repeat(60_000) + "\n";

  @TestFactory
  Stream<DynamicTest> it_is_planned_and_checked_or_refused_at_once() {
    return Stream.of(
        shape("many variables", FROM + lines(i -> "ENV a" + i + "=x\n")),
        shape("many variables of one line", FROM + "ENV " + lines(i -> "a" + i + "=x \\\n") + "\n"),
        shape("many labels", FROM + lines(i -> "LABEL a" + i + "=x\n")),
        shape("many arguments", FROM + lines(i -> "ARG a" + i + "=x\n")),
        shape("many volumes", FROM + lines(i -> "VOLUME /a" + i + "\n")),
        shape(
            "many triggers", "FROM scratch AS s\n" + lines(i -> "ONBUILD ENV a=b\n") + "FROM s\n"),
        shape("many ports", FROM + lines(i -> "EXPOSE 1-65535\n")),
        shape("many ports of one line", FROM + "EXPOSE " + lines(i -> "1-65535 \\\n") + "\n"),
        shape("many steps down", FROM + lines(i -> "WORKDIR a\n")),
        shape("many unknown instructions", lines(i -> "COPPY a b\n")),
        shape("many unknown flags", FROM + "COPY " + lines(i -> "--excude=a \\\n") + "a b\n"),
        shape("many unknown stages", FROM + lines(i -> "COPY --from=$s" + i + " a b\n")),
        shape("many broken lists", FROM + lines(i -> "CMD [\"a\",]\n")),
        shape("many health checks", FROM + lines(i -> "HEALTHCHECK --interval=1s CMD a\n")),
        shape("many stages of a rich one", richStage() + chain()),
        shape("a long value in a heredoc", LONG_VALUE + lines(i -> "COPY <<E /\n$a$a$a\nE\n")),
        shape("a long value in words", LONG_VALUE + lines(i -> "ENV b" + i + "=$a\n")),
        shape("a long value and patterns", LONG_VALUE + lines(i -> "ENV b=${a//*y*y*y*z/c}\n")),
        shape("a long value in a word", LONG_VALUE + "ENV b=" + "${a##*}".repeat(9_000) + "\n"),
        shape(
            "a long path",
            FROM + "ENV a=" + "a/".repeat(30_000) + "\n" + lines(i -> "WORKDIR $a\n")),
        shape(
            "a long shell",
            FROM + "SHELL [\"" + "s".repeat(60_000) + "\"]\n" + lines(i -> "CMD a\n")));
  }

  private static String richStage() {
    String variables = "ENV " + lines(i -> "a" + i + "=x b" + i + "=y \\\n");
    return "FROM scratch AS s\n" + variables + "\n";
  }

  private static String chain() {
    StringBuilder out = new StringBuilder("FROM s AS s0\n");
    IntStream.range(0, 900)
        .forEach(i -> out.append("FROM s").append(i).append(" AS s").append(i + 1).append('\n'));
    return out.toString();
  }

  /** Nearly as many lines as a Dockerfile may have instructions, or as it may hold. */
  private static String lines(IntFunction<String> line) {
    StringBuilder out = new StringBuilder();
    int most = DockerfileParser.MAX_BYTES - 200_000;
    IntStream.range(0, DockerfileParser.MAX_INSTRUCTIONS - 1000)
        .takeWhile(i -> out.length() < most)
        .forEach(i -> out.append(line.apply(i)));
    return out.toString();
  }

  private static DynamicTest shape(String name, String text) {
    byte[] input = text.getBytes(UTF_8);
    return DynamicTest.dynamicTest(
        name,
        () -> {
          DockerfileFuzz.check(input);
          CheckFuzz.check(input);
        });
  }
}
