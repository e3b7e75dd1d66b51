package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferenceTableTest {
  private static final Set<String> CASES = Set.of("cp-1", "cp-2", "hd-1");

  private static List<String> complaints(List<String> lines, Difference... actual) {
    return DifferenceTable.of(lines.stream().map(DifferenceTableTest::tabs).toList())
        .complaints(List.of(actual), name -> CASES.contains(name) || name.contains("*"))
        .stream()
        .map(line -> line.replace('\t', ' '))
        .toList();
  }

  private static String tabs(String line) {
    return line.replace(" | ", "\t");
  }

  private static Difference built(String where, String peer) {
    return new Difference(where, peer, "built", "yes", "no");
  }

  private static Difference mode(String where, String ours, String theirs) {
    return new Difference(where, "classic", "tree /f", ours, theirs);
  }

  @Test
  void what_is_listed_and_occurs_is_well() {
    List<String> lines = List.of("# prose", "", "hd-* | buildah,classic | built | yes | no | old");
    assertEquals(List.of(), complaints(lines, built("hd-1", "buildah"), built("hd-1", "classic")));
  }

  @Test
  void what_is_not_listed_is_told_in_one_line_for_all_peers_that_agree() {
    assertEquals(
        List.of("unlisted: cp-1 buildah,classic built yes no ?"),
        complaints(List.of(), built("cp-1", "buildah"), built("cp-1", "classic")));
  }

  @Test
  void each_name_and_each_peer_of_a_line_must_occur() {
    List<String> lines = List.of("cp-1,cp-2,hd-* | buildah,classic | built | yes | no | old");
    assertEquals(
        List.of(
            "no longer so: cp-1 classic built yes no old",
            "no longer so: cp-2 buildah built yes no old",
            "no longer so: cp-2 classic built yes no old",
            "no longer so: hd-* buildah built yes no old"),
        complaints(lines, built("cp-1", "buildah"), built("hd-1", "classic")));
  }

  @Test
  void what_a_line_says_of_a_case_that_was_not_built_is_believed() {
    assertEquals(List.of(), complaints(List.of("elsewhere | buildah | built | yes | no | old")));
  }

  @Test
  void a_line_without_a_reason_is_told() {
    List<String> lines = List.of("cp-1 | buildah | built | yes | no | ?");
    assertEquals(
        List.of("no reason: cp-1 buildah built yes no ?"),
        complaints(lines, built("cp-1", "buildah")));
  }

  @Test
  void stars_on_both_sides_stand_for_the_same_text() {
    List<String> lines = List.of("* | classic | tree * | f 04755 * | f 0755 * | stripped");
    assertEquals(List.of(), complaints(lines, mode("cp-1", "f 04755 0:0 x", "f 0755 0:0 x")));
    assertEquals(
        List.of("unlisted: cp-1 classic tree /f f 04755 0:0 x f 0755 1:1 x ?"),
        complaints(
            lines,
            mode("cp-1", "f 04755 0:0 x", "f 0755 1:1 x"),
            mode("cp-2", "f 04755 0:0 x", "f 0755 0:0 x")));
  }

  @Test
  void two_stars_stand_for_any_text() {
    List<String> lines = List.of("* | classic | tree /f | COPY --ch** * | COPY * | left out");
    assertEquals(List.of(), complaints(lines, mode("cp-1", "COPY --chown=1 a b", "COPY a b")));
    assertEquals(
        List.of("unlisted: cp-2 classic tree /f COPY --chown=1 a b COPY a c ?"),
        complaints(
            lines,
            mode("cp-1", "COPY --chown=1 a b", "COPY a b"),
            mode("cp-2", "COPY --chown=1 a b", "COPY a c")));
  }

  @Test
  void correcting_drops_what_is_gone_and_adds_what_is_missing_and_keeps_the_rest() {
    DifferenceTable table =
        DifferenceTable.of(
            List.of(
                "# prose",
                tabs("cp-1,cp-2 | buildah,classic | built | yes | no | old"),
                tabs("gone | classic | built | yes | no | old")));
    List<String> expected =
        new ArrayList<>(List.of("# prose", tabs("cp-1 | buildah | built | yes | no | old")));
    expected.add(tabs("hd-1 | buildah,classic | built | yes | no | ?"));
    assertEquals(
        expected,
        table.corrected(
            List.of(built("cp-1", "buildah"), built("hd-1", "buildah"), built("hd-1", "classic"))));
  }
}
