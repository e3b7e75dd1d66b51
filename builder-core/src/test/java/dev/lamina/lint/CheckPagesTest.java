package dev.lamina.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages of {@code docs/checks}: one a rule, and their examples do what they say. */
class CheckPagesTest {
  private static final Path PAGES = Golden.testdata().resolveSibling("docs/checks");

  @TestFactory
  Stream<DynamicTest> the_bad_example_of_a_page_is_told_and_the_good_one_is_clean() {
    return Rules.all().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> checkExamples(rule.name())));
  }

  private static void checkExamples(String rule) throws IOException {
    String page = Files.readString(PAGES.resolve(rule + ".md"));
    assertTrue(page.startsWith("# " + rule + "\n"), page);
    String ignoreFile = page.contains("```ignore\n") ? block(page, "```ignore\n") : "";
    LintReport bad = LintCase.check(example(page, "## Bad"), ignoreFile);
    assertEquals(
        Set.of(rule),
        bad.warnings().stream().map(w -> w.rule().name()).collect(Collectors.toSet()));
    LintReport good = LintCase.check(example(page, "## Good"), ignoreFile);
    assertEquals("clean\n", LintCase.print(good));
  }

  private static String example(String page, String heading) {
    return block(page.substring(page.indexOf(heading)), "```dockerfile\n");
  }

  private static String block(String text, String fence) {
    int start = text.indexOf(fence) + fence.length();
    return text.substring(start, text.indexOf("```", start));
  }

  @Test
  void the_index_names_every_page_and_there_is_no_page_without_a_rule() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("README.md"));
    Rules.all().forEach(rule -> expected.add(rule.name() + ".md"));
    try (Stream<Path> files = Files.list(PAGES)) {
      assertEquals(
          expected,
          files
              .map(f -> String.valueOf(f.getFileName()))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    String index = Files.readString(PAGES.resolve("README.md"));
    for (RuleInfo rule : Rules.all()) {
      assertTrue(index.contains("[" + rule.name() + "](" + rule.name() + ".md)"), rule.name());
    }
  }
}
