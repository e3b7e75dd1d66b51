package dev.lamina.glob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.EntryPath;
import dev.lamina.testing.Law;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreMatcherTest {
  private static IgnoreMatcher matcher(String... lines) {
    return IgnoreMatcher.of(List.of(lines).stream().map(IgnorePattern::of).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "a/**/f, a/f, true",
    "a/**/f, a/b/c/f, true",
    "a/**/f, a/bf, false",
    "a/**, a/x, true",
    "a/**, a, false",
    "no**, node_modules, true",
    "no**, x/node_modules, false",
    "**md, g.md, true",
    "**md, a/g.md, true",
    "**/lit, lit, true",
    "**/lit, a/lit, true",
    "**/lit, alit, false",
    "**, anything/at/all, true",
    "**/, anything, true",
    "a**b, ab, true",
    "a**b, axb, false",
    "a**b, ax/b, true",
    "a**/b, ax/b, true",
    "***, a/b/c, true",
    "a/***, a/b/c, true",
    "*, a, true",
    "*, a/b, false",
    "**/*.txt, x.txt, true",
    "**/*.txt, .txt, true",
    "**/x[^a]y, x/y, true",
    "a]b, a]b, true",
    "\\d, d, true",
    "\\d, 5, false",
    "[*]x, *x, true",
    "a.c, abc, false",
    "(a|b)$, a, false",
    "., a, false",
    "/, a, false",
    "../a, a, false",
    "a/../d/, d, true",
    "/a, a, true",
    "sp?ace, sp ace, true",
  })
  void a_pattern_matches_as_moby_does(String pattern, String path, boolean expected) {
    assertEquals(expected, IgnorePattern.of(pattern).matches(EntryPath.of(path)));
  }

  @Test
  void a_run_over_directories_stops_at_a_line_feed_as_in_go() {
    assertFalse(IgnorePattern.of("a/**/*b").matches(EntryPath.of("a/x\ny/b")));
    assertTrue(IgnorePattern.of("a*b").matches(EntryPath.of("a\nb")));
    assertTrue(IgnorePattern.of("a**").matches(EntryPath.of("a\nb")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "! ", "!/"})
  void an_exception_of_nothing_is_refused(String line) {
    var failure = assertThrows(IllegalArgumentException.class, () -> IgnorePattern.of(line));
    assertEquals("illegal exclusion pattern: \"!\"", failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a/[^", "x\\", "![]a]", "**/[a-"})
  void a_malformed_pattern_is_refused(String line) {
    var failure = assertThrows(IllegalArgumentException.class, () -> IgnorePattern.of(line));
    assertTrue(String.valueOf(failure.getMessage()).startsWith("syntax error in pattern"));
  }

  @Test
  void an_exception_is_not_remembered_where_nothing_was_ignored() {
    assertTrue(matcher("a/b", "!a").ignores(EntryPath.of("a/b")));
    assertTrue(matcher("**/f.txt", "!a").ignores(EntryPath.of("a/f.txt")));
    assertFalse(matcher("a/b", "!a/**").ignores(EntryPath.of("a/b")));
  }

  @Test
  void below_an_ignored_directory_only_what_an_exception_can_reach_is_worth_a_look() {
    IgnoreMatcher matcher = matcher("*", "!a/b", "!c/d*/e");
    assertTrue(matcher.mayKeepBelow(matcher.verdict(EntryPath.of("a"))));
    assertFalse(matcher.mayKeepBelow(matcher.verdict(EntryPath.of("node_modules"))));
    assertTrue(matcher.mayKeepBelow(matcher.verdict(EntryPath.of("c/dx"))));
    assertFalse(matcher.mayKeepBelow(matcher.verdict(EntryPath.of("c/x"))));
    assertFalse(matcher("a").mayKeepBelow(matcher("a").verdict(EntryPath.of("a"))));
  }

  @Test
  void deep_patterns_take_time_in_proportion_to_their_length() {
    IgnorePattern pattern =
        IgnorePattern.of("**/".repeat(50) + "*".repeat(3) + "x" + "a*".repeat(500));
    EntryPath path = EntryPath.of("a/".repeat(500) + "a".repeat(1000));
    assertTimeout(Duration.ofSeconds(5), () -> assertFalse(pattern.matches(path)));
  }

  // The law: what the matcher says is what an obvious one says, by regular expressions, over all
  // paths of a small tree.

  private static final List<String> PIECES =
      List.of("a", "b", "/", "*", "**", "?", "[ab]", "[^a]", "\\a", "ab", "/**/", "**/", "/*");
  private static final List<String> NAMES = List.of("a", "b", "ab", "ba");

  @Test
  void it_says_what_an_obvious_matcher_says() {
    Law.forAll(IgnoreMatcherTest::randomLines, 300, IgnoreMatcherTest::check);
  }

  private static List<String> randomLines(SplittableRandom random) {
    List<String> lines = new ArrayList<>();
    for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
      lines.add((random.nextInt(3) == 0 ? "!" : "") + randomPattern(random));
    }
    return lines;
  }

  private static String randomPattern(SplittableRandom random) {
    StringBuilder pattern = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
    if (random.nextBoolean()) {
      pattern.setLength(0);
      pattern.append(random.nextBoolean() ? "**" : "*");
    }
    for (int i = 0, n = random.nextInt(4); i < n; i++) {
      pattern.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return pattern.toString();
  }

  /** Longer than what is matched as one number, at any place of it. */
  @Test
  void a_long_pattern_says_what_an_obvious_one_says() {
    Law.forAll(
        random -> List.of("?".repeat(1 + random.nextInt(140)), randomPattern(random)),
        300,
        parts -> {
          IgnorePattern pattern = IgnorePattern.of(parts.get(0) + "/" + parts.get(1));
          Pattern slow = obvious(pattern);
          String before = "x".repeat(parts.get(0).length()) + "/";
          for (String path : List.of("a", "b", "ab", "a/b", "b/ab/a", "a/a/a/a", "ba/b")) {
            assertEquals(
                slow.matcher(before + path).matches(),
                pattern.matches(EntryPath.of(before + path)),
                () -> pattern + " on " + before + path);
          }
        });
  }

  private static void check(List<String> lines) {
    List<IgnorePattern> patterns = lines.stream().map(IgnorePattern::of).toList();
    IgnoreMatcher matcher = IgnoreMatcher.of(patterns);
    List<Pattern> slow = patterns.stream().map(IgnoreMatcherTest::obvious).toList();
    walk(matcher, patterns, slow, matcher.root(), new boolean[lines.size()], false);
  }

  private static boolean walk(
      IgnoreMatcher matcher,
      List<IgnorePattern> patterns,
      List<Pattern> slow,
      IgnoreMatcher.Verdict parent,
      boolean[] parentMatched,
      boolean parentIgnored) {
    boolean keepsAny = false;
    for (String name : NAMES) {
      IgnoreMatcher.Verdict verdict = matcher.child(parent, EntryPath.of(name));
      boolean[] matched = new boolean[slow.size()];
      boolean ignored = false;
      for (int i = 0; i < slow.size(); i++) {
        matched[i] = parentMatched[i];
        boolean exception = patterns.get(i).isException();
        if (!matched[i] && exception == ignored) {
          matched[i] = slow.get(i).matcher(verdict.path().decoded()).matches();
        }
        ignored = matched[i] ? !exception : ignored;
      }
      assertEquals(ignored, verdict.ignored(), () -> patterns + " on " + verdict.path());
      keepsAny |= !ignored;
      if (verdict.path().depth() < 4) {
        keepsAny |= walk(matcher, patterns, slow, verdict, matched, ignored);
      }
    }
    if (parentIgnored && !matcher.mayKeepBelow(parent)) {
      assertFalse(keepsAny, () -> patterns + " below " + parent.path());
    }
    return keepsAny;
  }

  private static Pattern obvious(IgnorePattern pattern) {
    String text = pattern.toString();
    text = text.startsWith("!") ? text.substring(1) : text;
    String noSpecials = "[^*?\\[\\]\\\\]*";
    if (text.matches("\\*\\*" + noSpecials)) {
      String end = text.substring(2);
      String whole = end.startsWith("/") ? "|" + Pattern.quote(end.substring(1)) : "";
      return Pattern.compile("(?s).*" + Pattern.quote(end) + whole);
    }
    if (text.matches(noSpecials + "\\*\\*")) {
      return Pattern.compile("(?s)" + Pattern.quote(text.substring(0, text.length() - 2)) + ".*");
    }
    String regex =
        text.replaceAll("\\*\\*/?$", "\u0001")
            .replaceAll("\\*\\*/?", "\u0002")
            .replace("*", "[^/]*")
            .replace("?", "[^/]")
            .replace("\u0001", ".*")
            .replace("\u0002", "(.*/)?")
            .replace("\\a", "a");
    return Pattern.compile(regex);
  }
}
