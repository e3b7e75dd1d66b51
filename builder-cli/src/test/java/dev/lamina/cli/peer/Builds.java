package dev.lamina.cli.peer;

import dev.lamina.cli.peer.Builder.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Every case built by every builder, several at a time. */
final class Builds {
  /** More than there are processors: builders wait for helpers of their own. */
  private static final int AT_ONCE = 4;

  private final List<Builder> builders;
  private final List<PeerCase> cases;
  private final Path folder;

  /**
   * @param builders ours is the first
   * @param folder an empty directory
   */
  Builds(List<Builder> builders, List<PeerCase> cases, Path folder) {
    this.builders = builders;
    this.cases = cases;
    this.folder = folder;
  }

  /** What was made of it: by builder, by the name of a case. */
  Map<String, Map<String, Built>> run() throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<Builder, Map<String, Attempt>> attempts = attempts(threads);
      Map<String, Attempt> ours = attempts.getOrDefault(builders.get(0), Map.of());
      Map<String, Future<Map<String, Built>>> read = new LinkedHashMap<>();
      attempts.forEach(
          (builder, all) -> {
            Harvest harvest = new Harvest(builder, folder.resolve(builder.name()));
            read.put(builder.name(), threads.submit(() -> harvest.read(all, ours)));
          });
      return results(read);
    } finally {
      threads.shutdownNow();
    }
  }

  private Map<Builder, Map<String, Attempt>> attempts(ExecutorService threads) throws IOException {
    Path contexts = Files.createDirectory(folder.resolve("contexts"));
    Map<Builder, Map<String, Future<Attempt>>> started = new LinkedHashMap<>();
    for (PeerCase each : cases) {
      Path context = each.what().context(contexts);
      for (Builder builder : builders) {
        if (each.what().isFor(builder.name())) {
          started
              .computeIfAbsent(builder, any -> new LinkedHashMap<>())
              .put(each.name(), threads.submit(() -> build(builder, each, context)));
        }
      }
    }
    Map<Builder, Map<String, Attempt>> attempts = new LinkedHashMap<>();
    started.forEach((builder, all) -> attempts.put(builder, results(all)));
    return attempts;
  }

  private static Attempt build(Builder builder, PeerCase each, Path context) throws IOException {
    if (each.what().hasBase()) {
      Path base = context.resolve("base.Dockerfile");
      Attempt attempt = builder.build(context, base, each.what().baseName(), List.of());
      if (!attempt.succeeded()) {
        return attempt;
      }
    }
    return builder.build(context, null, each.name(), each.options());
  }

  private static <K, V> Map<K, V> results(Map<K, Future<V>> futures) {
    Map<K, V> results = new LinkedHashMap<>();
    futures.forEach((key, future) -> results.put(key, result(key.toString(), future)));
    return results;
  }

  private static <V> V result(String what, Future<V> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(what, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
