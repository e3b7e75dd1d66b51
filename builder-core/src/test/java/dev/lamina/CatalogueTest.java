package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the numbered cases of {@code testdata} to the list of those that must be there. */
class CatalogueTest {
  private static final Path DATA = Golden.testdata().toAbsolutePath().normalize();
  private static final Path PAGE = DATA.resolveSibling("docs/dockerfile.md");
  private static final Pattern FOLDER = Pattern.compile("([a-z]+)-([0-9]+)[a-z]?(-.*)?");
  private static final Pattern RANGE =
      Pattern.compile("\\[`([a-z]+)-([0-9]+)`]\\([^)]*\\)(?: to \\[`\\1-([0-9]+)`]\\([^)]*\\))?");
  private static final Pattern LINK = Pattern.compile("]\\((\\.\\./[^)#]*)\\)");

  private static Stream<String> numbers(String name, String from, String to) {
    return IntStream.rangeClosed(Integer.parseInt(from), Integer.parseInt(to))
        .mapToObj(number -> name + (number < 10 ? "-0" : "-") + number);
  }

  private static Set<String> required() throws IOException {
    return Files.readAllLines(DATA.resolve("catalogue.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[ -]", -1))
        .flatMap(words -> numbers(words[0], words[1], words[words.length - 1]))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> present() {
    return Stream.of("dockerfile", "build", "ignore")
        .flatMap(kind -> Golden.cases(kind).stream())
        .map(folder -> FOLDER.matcher(folder.getFileName() + ""))
        .filter(Matcher::matches)
        .flatMap(name -> numbers(name.group(1), name.group(2), name.group(2)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The numbers that the table of the page names. */
  private static Set<String> named() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("## Cases by subject"));
    table = table.substring(0, table.indexOf("\n## "));
    return RANGE
        .matcher(table)
        .results()
        .flatMap(
            range ->
                numbers(
                    range.group(1),
                    range.group(2),
                    range.group(3) == null ? range.group(2) : range.group(3)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> these, Set<String> those) {
    Set<String> left = new TreeSet<>(these);
    left.removeAll(those);
    return left;
  }

  @Test
  void every_number_has_a_case() throws IOException {
    assertEquals(Set.of(), without(required(), present()));
  }

  @Test
  void the_page_names_every_number_and_no_other() throws IOException {
    assertEquals(Set.of(), without(required(), named()), "not in the table of dockerfile.md");
    assertEquals(Set.of(), without(named(), present()), "in the table and nowhere else");
  }

  @Test
  void what_the_page_links_to_is_there() throws IOException {
    List<String> broken =
        LINK.matcher(Files.readString(PAGE))
            .results()
            .map(link -> link.group(1))
            .filter(target -> !Files.exists(PAGE.resolveSibling(target)))
            .toList();
    assertEquals(List.of(), broken);
  }
}
