package dev.lamina.cli.peer;

import dev.lamina.testing.BuildCase;
import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every builder is given: a case of {@code testdata/build}, or one of {@code
 * testdata/dockerfile}, whose context is its Dockerfile unless it says more.
 *
 * @param kind the folder of {@code testdata} that it is in
 */
record PeerCase(BuildCase what, String kind) {
  private static final String FOR_PLANS = "dockerfile";

  /** Every case; one that both have is that of {@code testdata/build}. */
  static List<PeerCase> all() {
    Map<String, PeerCase> all = new LinkedHashMap<>();
    for (String kind : List.of("build", FOR_PLANS)) {
      for (Path folder : Golden.cases(kind)) {
        PeerCase each = new PeerCase(new BuildCase(folder), kind);
        all.putIfAbsent(each.name(), each);
      }
    }
    return List.copyOf(all.values());
  }

  String name() {
    return what.name();
  }

  /** Whether we build this; a plan may be made where the files for a build are missing. */
  boolean mustBeBuilt() {
    return !what.isRefused() && !isForPlans();
  }

  private boolean isForPlans() {
    return kind.equals(FOR_PLANS);
  }

  /** The words that every builder's command has besides names and context. */
  List<String> options() throws IOException {
    if (!isForPlans()) {
      return what.options();
    }
    List<String> words = new ArrayList<>();
    for (String line : what.options()) {
      String[] option = line.split(" ", 2);
      words.addAll(List.of("--" + option[0], option[1]));
    }
    return words;
  }
}
