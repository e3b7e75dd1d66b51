package dev.lamina.cli.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lamina.testing.Golden;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code testdata/hostile} gives what is stated, all of them in a heap of 256 MB. */
@EnabledOnOs(OS.LINUX)
class HostileIT {
  private static final Pattern FAULT =
      Pattern.compile("(?m)^(FAILED|WRITTEN OUTSIDE|LEFT|  exit 70)");

  @TempDir static Path temp;

  @BeforeAll
  static void run() throws IOException {
    Path results = Files.createDirectory(temp.resolve("results"));
    // where a relative path would lead that is not resolved against the case's own directory
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Sh.Result ran =
        Sh.in(elsewhere)
            .timeout(Duration.ofMinutes(9))
            .env("LC_ALL", "C.UTF-8")
            .run(
                Path.of(System.getProperty("java.home")).resolve("bin/java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dlamina.testdata=" + Golden.testdata().toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                HostileRun.class.getName(),
                results.toString())
            .ok();
    System.out.print(ran.out());
    try (Stream<Path> strange = Files.list(elsewhere)) {
      assertEquals(List.of(), strange.toList());
    }
  }

  static List<String> cases() {
    return Golden.cases("hostile").stream().map(case_ -> case_.getFileName().toString()).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void comes_out_as_stated(String name) throws IOException {
    String said = Files.readString(temp.resolve("results").resolve(name));
    assertFalse(FAULT.matcher(said).find(), said);
    Golden.check(Golden.testdata().resolve("hostile").resolve(name).resolve("expected"), said);
  }
}
