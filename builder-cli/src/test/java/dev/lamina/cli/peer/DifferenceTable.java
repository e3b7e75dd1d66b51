package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The differences to other builders that have been looked at and are meant, {@code
 * testdata/build/differences.tsv}: case ({@code *} for any), peers, fact, ours, theirs, reason.
 * Each must occur; none else may.
 */
final class DifferenceTable {
  private static final String HEAD = "# case\tpeers\tfact\tours\ttheirs\treason\n";
  private static final String ANY = "*";

  /** What differs, whoever it is that differs so. */
  private record Difference(String where, String fact, String ours, String theirs)
      implements Comparable<Difference> {
    String key() {
      return String.join("\t", where, fact, ours, theirs);
    }

    Difference anywhere() {
      return new Difference(ANY, fact, ours, theirs);
    }

    @Override
    public int compareTo(Difference other) {
      return key().compareTo(other.key());
    }
  }

  private final Map<Difference, SortedSet<String>> peers = new LinkedHashMap<>();
  private final Map<Difference, String> reasons = new LinkedHashMap<>();

  private DifferenceTable() {}

  static DifferenceTable read(Path file) throws IOException {
    DifferenceTable table = new DifferenceTable();
    for (String line : Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.<String>of()) {
      if (line.startsWith("#") || line.isEmpty()) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length != 6) {
        throw new AssertionError("six fields are wanted: " + line);
      }
      Difference difference = new Difference(fields[0], fields[2], fields[3], fields[4]);
      table.peers.put(difference, new TreeSet<>(List.of(fields[1].split(",", -1))));
      table.reasons.put(difference, fields[5]);
    }
    return table;
  }

  /** What one case showed: by peer, by fact, ours and theirs. */
  record Seen(String where, SortedMap<String, SortedMap<String, String[]>> byPeer) {}

  /** The lines that are wrong, and those that are missing; none when all is as it is written. */
  List<String> complaints(List<Seen> all, Set<String> cases) {
    List<String> complaints = new ArrayList<>();
    Map<Difference, Set<String>> met = new LinkedHashMap<>();
    actual(all)
        .forEach(
            (difference, found) -> {
              for (String peer : found) {
                Difference listed = listed(difference, peer);
                if (listed == null) {
                  complaints.add("unlisted: " + line(difference, Set.of(peer), ""));
                } else {
                  met.computeIfAbsent(listed, any -> new HashSet<>()).add(peer);
                }
              }
            });
    peers.forEach(
        (difference, wanted) -> {
          Set<String> gone = new TreeSet<>(wanted);
          gone.removeAll(met.getOrDefault(difference, Set.of()));
          if (!gone.isEmpty()
              && (difference.where().equals(ANY) || cases.contains(difference.where()))) {
            complaints.add("no longer so: " + line(difference, gone, ""));
          }
        });
    reasons.forEach(
        (difference, reason) -> {
          if (reason.isBlank() || reason.equals("?")) {
            complaints.add("no reason: " + difference.key());
          }
        });
    return complaints;
  }

  private @Nullable Difference listed(Difference difference, String peer) {
    for (Difference candidate : List.of(difference, difference.anywhere())) {
      if (peers.getOrDefault(candidate, new TreeSet<>()).contains(peer)) {
        return candidate;
      }
    }
    return null;
  }

  /** The table as it would have to be, known reasons kept, {@code ?} for the others. */
  String corrected(List<Seen> all) {
    StringBuilder text = new StringBuilder(HEAD);
    Map<Difference, SortedSet<String>> wanted = new TreeMap<>();
    actual(all)
        .forEach(
            (difference, found) -> {
              for (String peer : found) {
                Difference listed = listed(difference, peer);
                wanted
                    .computeIfAbsent(listed == null ? difference : listed, any -> new TreeSet<>())
                    .add(peer);
              }
            });
    wanted.forEach(
        (difference, found) ->
            text.append(line(difference, found, reasons.getOrDefault(difference, "?")))
                .append('\n'));
    return text.toString();
  }

  private static Map<Difference, SortedSet<String>> actual(List<Seen> all) {
    Map<Difference, SortedSet<String>> actual = new TreeMap<>();
    for (Seen seen : all) {
      seen.byPeer()
          .forEach(
              (peer, facts) ->
                  facts.forEach(
                      (fact, values) ->
                          actual
                              .computeIfAbsent(
                                  new Difference(seen.where(), fact, values[0], values[1]),
                                  any -> new TreeSet<>())
                              .add(peer)));
    }
    return actual;
  }

  private static String line(Difference difference, Set<String> peers, String reason) {
    return String.join(
        "\t",
        difference.where(),
        String.join(",", new TreeSet<>(peers)),
        difference.fact(),
        difference.ours(),
        difference.theirs(),
        reason);
  }
}
