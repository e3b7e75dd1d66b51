package dev.lamina;

import dev.lamina.cache.BuildCache;
import dev.lamina.cache.BuildRecords;
import dev.lamina.cache.BuildVerdicts;
import dev.lamina.cache.StepVerdict;
import dev.lamina.digest.Digest;
import dev.lamina.io.NotFoundException;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Why the steps of builds hit or missed the cache. Got from {@link Images#reasons}. Of what is
 * known nothing is read but the cache: no context, no layer.
 */
public final class BuildReasons {
  private final ImageStore store;

  BuildReasons(ImageStore store) {
    this.store = store;
  }

  /**
   * The steps of one build for one platform.
   *
   * @param platform it was for
   * @param steps FROM lines among them, stage by stage
   */
  public record PlatformReasons(String platform, List<StepVerdict> steps) {
    public PlatformReasons {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The last build of an image, compared with the one before it of the same context, Dockerfile,
   * target and platform.
   *
   * @param image a name, an image ID or a digest
   * @return one for each platform
   * @throws NotFoundException when there is no such image, or its build is not remembered: it was
   *     made elsewhere, or long ago
   */
  public List<PlatformReasons> of(String image) throws IOException {
    return of(store.find(image).digest());
  }

  /**
   * As {@link #of(String)}, of what a build has just made; it may have no name here.
   *
   * @param root the manifest or index
   */
  public List<PlatformReasons> of(Digest root) throws IOException {
    try (StoreSession session = store.session("why")) {
      List<BuildRecords.Pair> pairs = BuildCache.in(session.cacheFiles()).builds().of(root);
      if (pairs.isEmpty()) {
        throw new NotFoundException(
            "no build of " + root + " is remembered: it was made elsewhere, or long ago");
      }
      KeptLayerIndexes kept = new KeptLayerIndexes(session);
      List<PlatformReasons> reasons = new ArrayList<>();
      for (BuildRecords.Pair pair : pairs) {
        List<StepVerdict> steps =
            BuildVerdicts.of(pair, layer -> kept.find(session, layer.descriptor(), layer.diffId()));
        reasons.add(new PlatformReasons(pair.build().platform(), steps));
      }
      return reasons;
    }
  }
}
