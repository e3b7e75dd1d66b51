package dev.lamina.build;

import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/** Which entries of a history belong to which layers, and what becomes of them. */
public final class LayerHistory {
  private LayerHistory() {}

  /**
   * A configuration with a history of as many layers as it has. A history that does not fit the
   * layers is of no use to anybody, and registries refuse it: it is replaced.
   */
  public static ImageConfig fitting(ImageConfig config) {
    if (fits(config)) {
      return config;
    }
    List<History> history = new ArrayList<>();
    for (int i = 0; i < config.rootFs().diffIds().size(); i++) {
      history.add(new History(config.created(), null, null, "base image", false));
    }
    return config.withHistory(history);
  }

  /** Whether the history speaks of as many layers as there are. */
  public static boolean fits(ImageConfig config) {
    long recorded = config.history().stream().filter(h -> !h.emptyLayer()).count();
    return recorded == config.rootFs().diffIds().size();
  }

  /**
   * How many of the oldest entries end with the one of the last of the lowest layers.
   *
   * @param layers how many; not more than the history has
   */
  public static int entries(List<History> history, int layers) {
    int seen = 0;
    int entries = 0;
    while (seen < layers) {
      seen += history.get(entries).emptyLayer() ? 0 : 1;
      entries++;
    }
    return entries;
  }

  /**
   * The history of an image of which layers are merged into one. As with docker, the steps stay
   * without a layer, and one more entry stands for the merged one.
   *
   * @param kept how many of the oldest entries stay as they are
   * @param merged how many layers become one
   */
  public static List<History> merged(List<History> before, int kept, int merged, SourceDate date) {
    List<History> history = new ArrayList<>(before.subList(0, kept));
    for (History entry : before.subList(kept, before.size())) {
      history.add(
          new History(
              entry.created(),
              entry.createdBy(),
              entry.author(),
              entry.comment(),
              true,
              entry.extra()));
    }
    history.add(new History(date.text(), null, null, "merge of " + merged + " layers", false));
    return history;
  }
}
