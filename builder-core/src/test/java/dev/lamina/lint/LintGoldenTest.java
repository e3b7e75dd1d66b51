package dev.lamina.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LintGoldenTest {
  @TestFactory
  Stream<DynamicTest> every_dockerfile_gives_its_findings() {
    return Golden.cases("lint").stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    String.valueOf(folder.getFileName()),
                    () ->
                        Golden.check(
                            folder.resolve("check.golden"),
                            LintCase.print(LintCase.check(folder)))));
  }

  /** A case is named RULE-WHAT. */
  @Test
  void every_rule_has_a_case_that_it_tells_and_one_that_it_does_not() throws IOException {
    Set<String> told = new HashSet<>();
    Set<String> untold = new HashSet<>();
    for (Path folder : Golden.cases("lint")) {
      String name = String.valueOf(folder.getFileName());
      String rule = name.substring(0, name.indexOf('-'));
      boolean found =
          LintCase.check(folder).warnings().stream().anyMatch(w -> w.rule().name().equals(rule));
      (found ? told : untold).add(rule);
    }
    for (RuleInfo rule : Rules.all()) {
      assertTrue(told.contains(rule.name()), rule.name() + " has no case in testdata/lint");
      assertTrue(untold.contains(rule.name()), rule.name() + " has no case that it lets pass");
    }
  }

  @Test
  void rules_are_sorted_by_name_and_point_at_docker() {
    assertEquals(
        Rules.all().stream().map(RuleInfo::name).sorted(String.CASE_INSENSITIVE_ORDER).toList(),
        Rules.all().stream().map(RuleInfo::name).toList());
    assertEquals(
        "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/",
        new JsonArgsRecommended().info().url());
    assertEquals(
        "https://docs.docker.com/go/dockerfile/rule/from-platform-flag-const-disallowed/",
        new FromPlatformFlagConstDisallowed().info().url());
  }
}
