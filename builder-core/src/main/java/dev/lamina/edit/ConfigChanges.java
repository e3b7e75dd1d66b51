package dev.lamina.edit;

import dev.lamina.build.LayerMaker;
import dev.lamina.build.SourceDate;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import java.util.ArrayList;
import java.util.List;

/** Changes of a configuration, one after the other. */
public final class ConfigChanges implements ImageEdit {
  private final List<NamedChange> changes;

  public ConfigChanges(List<NamedChange> changes) {
    this.changes = List.copyOf(changes);
  }

  /** One change. */
  @FunctionalInterface
  public interface Change {
    ImageConfig apply(ImageConfig config) throws DockerfileException;
  }

  /**
   * One change, in words.
   *
   * @param words what a history says of it
   */
  public record NamedChange(String words, Change change) {}

  @Override
  public ImageDraft apply(ImageDraft image) throws DockerfileException {
    ImageConfig config = image.config();
    for (NamedChange change : changes) {
      config = change.change().apply(config);
    }
    return image.withConfig(config);
  }

  /** The same with an entry of the history for all of them, without a layer. */
  public ImageEdit recorded(SourceDate date) {
    List<String> words = changes.stream().map(NamedChange::words).toList();
    if (words.isEmpty()) {
      return this;
    }
    return then(
        image -> {
          List<History> history = new ArrayList<>(image.config().history());
          history.add(
              new History(date.text(), String.join("; ", words), null, LayerMaker.COMMENT, true));
          return image.withConfig(image.config().withHistory(history));
        });
  }
}
