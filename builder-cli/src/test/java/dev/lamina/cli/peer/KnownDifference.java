package dev.lamina.cli.peer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of {@link DifferenceTable}. In all but peers and reason {@code *} stands for any text; the
 * stars of {@code theirs} stand for the same texts as those of {@code ours}, in their order. {@code
 * **} is any text that need not be the same.
 *
 * @param cases names, each of which must differ
 * @param peers names, each of which must differ in each case
 */
record KnownDifference(
    List<String> cases,
    List<String> peers,
    String fact,
    String ours,
    String theirs,
    String reason,
    Pattern pattern) {

  static KnownDifference of(
      List<String> cases,
      List<String> peers,
      String fact,
      String ours,
      String theirs,
      String reason) {
    String regex = glob(fact, 0, 0) + "\t" + glob(ours, 0, 0);
    int stars = stars(ours);
    Pattern pattern = Pattern.compile(regex + "\t" + glob(theirs, stars(fact) + 1, stars));
    return new KnownDifference(cases, peers, fact, ours, theirs, reason, pattern);
  }

  /** A line for a difference that nobody has given a reason. */
  static KnownDifference fresh(Difference what, List<String> peers) {
    return of(List.of(what.where()), peers, what.fact(), what.ours(), what.theirs(), "?");
  }

  static KnownDifference parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 6) {
      throw new AssertionError("six fields are wanted: " + line);
    }
    return of(
        List.of(fields[0].split(",", -1)),
        List.of(fields[1].split(",", -1)),
        fields[2],
        fields[3],
        fields[4],
        fields[5]);
  }

  private static int stars(String glob) {
    return (int) Stream.of(parts(glob)).filter("*"::equals).count();
  }

  /** Stars, pairs of stars, and the text between. */
  private static String[] parts(String glob) {
    return glob.split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)", -1);
  }

  /** The first {@code count} single stars are the groups from {@code group} on. */
  private static String glob(String glob, int group, int count) {
    StringBuilder regex = new StringBuilder();
    int star = 0;
    for (String part : parts(glob)) {
      if (part.equals("**")) {
        regex.append("[^\t]*?");
      } else if (part.equals("*")) {
        regex.append(star < count ? "\\" + (group + star) : "([^\t]*)");
        star++;
      } else {
        regex.append(Pattern.quote(part));
      }
    }
    return regex.toString();
  }

  /** Which of the cases' names are meant by a difference; none when it is another one. */
  List<String> meets(Difference difference) {
    String text = difference.fact() + "\t" + difference.ours() + "\t" + difference.theirs();
    if (!peers.contains(difference.peer()) || !pattern.matcher(text).matches()) {
      return List.of();
    }
    return cases.stream().filter(name -> difference.where().matches(glob(name, 0, 0))).toList();
  }

  boolean hasReason() {
    return !reason.isBlank() && !reason.equals("?");
  }

  KnownDifference with(List<String> otherCases, List<String> otherPeers) {
    return new KnownDifference(otherCases, otherPeers, fact, ours, theirs, reason, pattern);
  }

  String line() {
    return String.join(
        "\t", String.join(",", cases), String.join(",", peers), fact, ours, theirs, reason);
  }
}
