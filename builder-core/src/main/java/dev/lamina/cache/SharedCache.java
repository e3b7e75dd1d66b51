package dev.lamina.cache;

import dev.lamina.content.BlobTarget;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.ImageSource;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cache that lies elsewhere: in a registry, in a directory. It is read when a step first asks, so
 * that a build which finds all at home asks nobody. What is wrong with it is a warning, and then it
 * knows nothing; a build does not fail for it. For one thread.
 */
public final class SharedCache {
  private final String name;
  private final Opening opening;
  private final ProgressListener progress;
  private final Set<Digest> rejected = new HashSet<>();
  private @Nullable Contents contents;

  /** Finds the image. */
  @FunctionalInterface
  public interface Opening {
    /** Where it is, and what it is there. */
    Place open() throws IOException;
  }

  /**
   * An image somewhere.
   *
   * @param images where it is read
   */
  public record Place(ImageSource images, Descriptor root) {}

  private record Contents(@Nullable ImageSource images, Map<Digest, Map<Digest, Layer>> layers) {
    static final Contents NONE = new Contents(null, Map.of());
  }

  /**
   * @param name what messages call it, escaped
   * @param progress is told what is wrong
   */
  public SharedCache(String name, Opening opening, ProgressListener progress) {
    this.name = name;
    this.opening = opening;
    this.progress = progress;
  }

  /** What messages call it, escaped. */
  public String name() {
    return name;
  }

  /** Whether it knows layers of an outline. */
  public boolean knows(Digest outline) {
    return contents().layers().containsKey(outline);
  }

  /** The layer that it has for an input; null when there is none. */
  public @Nullable Layer find(Digest outline, Digest key) {
    Layer found = contents().layers().getOrDefault(outline, Map.of()).get(key);
    return found == null || rejected.contains(found.descriptor().digest()) ? null : found;
  }

  /** Fetches a layer that was found; false, with a warning, when that cannot be done. */
  public boolean fetch(Layer layer, BlobTarget target) {
    ImageSource images = contents().images();
    if (images == null) {
      return false;
    }
    try {
      target.copy(layer.descriptor(), images);
      return true;
    } catch (ContentMismatchException | NotFoundException | RefusedInputException e) {
      reject(layer, e);
    } catch (IOException e) {
      if (isWithout(layer, images)) {
        reject(layer, e);
        return false;
      }
      // whoever cannot be reached for this will not be for the next
      contents = Contents.NONE;
      warn(" is not asked again, layer " + layer.descriptor().digest() + " cannot be had", e);
    }
    return false;
  }

  /** Whether a source can be reached, and has lost a layer. */
  private static boolean isWithout(Layer layer, ImageSource images) {
    try {
      return !images.has(layer.descriptor());
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes a layer for one that is not here, with a warning. */
  public void reject(Layer layer, IOException why) {
    rejected.add(layer.descriptor().digest());
    warn(": layer " + layer.descriptor().digest() + " is not used", why);
  }

  private Contents contents() {
    Contents known = contents;
    if (known == null) {
      known = read();
      contents = known;
    }
    return known;
  }

  private Contents read() {
    try {
      Place place = opening.open();
      List<SharedLayer> layers = CacheImage.read(place.images(), place.root());
      Map<Digest, Map<Digest, Layer>> byOutline = new HashMap<>();
      for (SharedLayer each : layers) {
        byOutline
            .computeIfAbsent(each.outline(), any -> new HashMap<>())
            .put(each.key(), each.layer());
      }
      long count = layers.stream().map(each -> each.layer().descriptor()).distinct().count();
      progress.on(new ProgressEvent.Message("cache " + name + ": " + count + " layers"));
      return new Contents(place.images(), byOutline);
    } catch (IOException e) {
      warn(" is not used", e);
      return Contents.NONE;
    }
  }

  private void warn(String what, IOException why) {
    progress.on(new ProgressEvent.Warning("cache " + name + what + ": " + why.getMessage()));
  }
}
