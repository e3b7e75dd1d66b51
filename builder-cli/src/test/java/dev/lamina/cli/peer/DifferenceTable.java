package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The differences to other builders that have been looked at and are meant, {@code
 * testdata/build/differences.tsv}: cases, peers, fact, ours, theirs, reason. Each must occur; none
 * else may.
 */
final class DifferenceTable {
  private final List<String> text;
  private final List<KnownDifference> known;

  private DifferenceTable(List<String> text, List<KnownDifference> known) {
    this.text = text;
    this.known = known;
  }

  static DifferenceTable read(Path file) throws IOException {
    return of(Files.readAllLines(file, UTF_8));
  }

  /** The table with these lines; those that are empty or begin with {@code #} are for readers. */
  static DifferenceTable of(List<String> lines) {
    return new DifferenceTable(
        lines, lines.stream().filter(line -> !isProse(line)).map(KnownDifference::parse).toList());
  }

  private static boolean isProse(String line) {
    return line.isEmpty() || line.startsWith("#");
  }

  /** One name of one line, and one peer: what must occur somewhere. */
  private record Promise(String line, String name, String peer) {}

  private Set<Promise> kept(Collection<Difference> actual) {
    Set<Promise> kept = new LinkedHashSet<>();
    for (Difference difference : actual) {
      for (KnownDifference line : known) {
        for (String name : line.meets(difference)) {
          kept.add(new Promise(line.line(), name, difference.peer()));
        }
      }
    }
    return kept;
  }

  private List<Difference> unlisted(Collection<Difference> actual) {
    return actual.stream()
        .filter(difference -> known.stream().allMatch(line -> line.meets(difference).isEmpty()))
        .toList();
  }

  /**
   * The lines that are wrong, and those that are missing; none when all is as it is written.
   *
   * @param isBuilt whether a name in a line can be judged: all its cases have been built
   */
  List<String> complaints(Collection<Difference> actual, Predicate<String> isBuilt) {
    List<String> complaints = new ArrayList<>(missing(actual));
    complaints.replaceAll(line -> "unlisted: " + line);
    Set<Promise> kept = kept(actual);
    for (KnownDifference line : known) {
      for (String name : line.cases().stream().filter(isBuilt).toList()) {
        for (String peer : line.peers()) {
          if (!kept.contains(new Promise(line.line(), name, peer))) {
            complaints.add("no longer so: " + line.with(List.of(name), List.of(peer)).line());
          }
        }
      }
      if (!line.hasReason()) {
        complaints.add("no reason: " + line.line());
      }
    }
    return complaints;
  }

  /** Lines for what is not listed; peers that differ alike share one. */
  private List<String> missing(Collection<Difference> actual) {
    Map<Difference, SortedSet<String>> peers = new LinkedHashMap<>();
    for (Difference each : unlisted(actual)) {
      peers.computeIfAbsent(each.of("any"), any -> new TreeSet<>()).add(each.peer());
    }
    List<String> lines = new ArrayList<>();
    peers.forEach((each, who) -> lines.add(KnownDifference.fresh(each, List.copyOf(who)).line()));
    return lines;
  }

  /**
   * The table as it would have to be: without names that differ nowhere, and with what is missing
   * at its end, {@code ?} for the reason.
   */
  List<String> corrected(Collection<Difference> actual) {
    List<String> corrected = new ArrayList<>();
    Set<Promise> kept = kept(actual);
    for (String line : text) {
      List<Promise> of = kept.stream().filter(promise -> promise.line().equals(line)).toList();
      if (isProse(line)) {
        corrected.add(line);
      } else if (!of.isEmpty()) {
        corrected.add(
            KnownDifference.parse(line)
                .with(
                    of.stream().map(Promise::name).distinct().sorted().toList(),
                    of.stream().map(Promise::peer).distinct().sorted().toList())
                .line());
      }
    }
    corrected.addAll(missing(actual));
    return corrected;
  }
}
