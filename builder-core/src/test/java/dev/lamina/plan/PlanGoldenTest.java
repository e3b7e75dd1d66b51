package dev.lamina.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PlanGoldenTest {
  /** A case has a plan or problems, never both. */
  @TestFactory
  Stream<DynamicTest> every_dockerfile_gives_its_plan_or_its_problems() {
    return Golden.cases("dockerfile").stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(String.valueOf(folder.getFileName()), () -> check(folder)));
  }

  private static void check(Path folder) throws IOException {
    Path plan = folder.resolve("plan.golden");
    Path problems = folder.resolve("problems.golden");
    try {
      Golden.check(plan, new DockerfileCase(folder).plan());
      assertFalse(Files.exists(problems), () -> problems + " exists, but there are none");
    } catch (DockerfileException e) {
      String text = ProblemText.errors(e.problems());
      assertTrue(text.startsWith("Dockerfile:"), text);
      Golden.check(problems, text);
      assertFalse(Files.exists(plan), () -> plan + " exists, but there are problems:\n" + text);
    }
  }
}
