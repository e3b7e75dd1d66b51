package dev.lamina.cache;

import dev.lamina.layer.Layer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a build for one platform, to tell later why the next one did not find its
 * layers. What is in the layers is not in it: their indexes are kept by their digests.
 *
 * @param platform it was for
 * @param compression of new layers
 * @param lookup what it did with layers of earlier builds
 * @param ignoreFile names the ignore file, escaped; empty when there is none
 * @param ignorePatterns of that file
 * @param stages that were built, in that order
 */
public record BuildRecord(
    String platform,
    String compression,
    Lookup lookup,
    String ignoreFile,
    List<String> ignorePatterns,
    List<StageRecord> stages) {
  public BuildRecord {
    ignorePatterns = List.copyOf(ignorePatterns);
    stages = List.copyOf(stages);
  }

  /** What a build did with layers of earlier builds. */
  public enum Lookup {
    USED,
    IGNORED
  }

  /** How a step came to its layer. */
  public enum Fate {
    /** It makes none. */
    NO_LAYER,
    /** An earlier build had made it. */
    FOUND,
    /** Nothing was known that could be it. */
    MADE,
    /** It was known, and is in the store no more. */
    LOST
  }

  /**
   * A stage.
   *
   * @param label its name, or its number where it has none
   * @param from its FROM line as written
   * @param base the image it stands on, by name; empty for none
   * @param baseId the digest of what it stands on; empty for nothing
   * @param args what ARGs had been given when it was over, by name, as {@link
   *     Fingerprints#of(String, String)}
   * @param env the environment when it was over
   */
  public record StageRecord(
      String label,
      String from,
      String base,
      String baseId,
      Map<String, String> args,
      Map<String, String> env,
      List<StepRecord> steps) {
    public StageRecord {
      args = Collections.unmodifiableMap(new TreeMap<>(args));
      env = Collections.unmodifiableMap(new TreeMap<>(env));
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step.
   *
   * @param text as written
   * @param result what it came to with all variables expanded; empty where that could tell a secret
   * @param values of ENV the values, of ARG their fingerprints, by name
   * @param layer null when it makes none
   * @param origin the cache elsewhere that the layer came from, escaped; empty for none
   * @param sources of a COPY or ADD out of the context, variables expanded
   * @param destination of those
   */
  public record StepRecord(
      String text,
      String result,
      Map<String, String> values,
      Fate fate,
      @Nullable Layer layer,
      String origin,
      List<String> sources,
      String destination) {
    public StepRecord {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
      sources = List.copyOf(sources);
    }

    /** The first word: {@code COPY}. */
    String keyword() {
      return text.strip().split("\\s", 2)[0];
    }
  }
}
