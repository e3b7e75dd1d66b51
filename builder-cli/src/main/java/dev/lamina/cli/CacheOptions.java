package dev.lamina.cli;

import dev.lamina.CacheExport;
import dev.lamina.PullPolicy;
import dev.lamina.SharedCaches;
import dev.lamina.transport.ImagePlace;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The caches that a build uses, and those that it leaves. */
final class CacheOptions {
  @Option(
      names = "--no-cache",
      description = "Make every layer, even one that an earlier build made of the same input")
  private boolean noCache;

  @Option(
      names = "--cache-from",
      paramLabel = "REF|type=KIND,…",
      description =
          "Look for layers here, too (local: src=DIR[,tag=TAG|,digest=DIGEST]; registry:"
              + " ref=REF); may be given several times")
  private List<String> from = new ArrayList<>();

  @Option(
      names = "--cache-to",
      paramLabel = "REF|type=KIND,…",
      description =
          "Leave layers for builds on other machines (local: dest=DIR[,tag=TAG]; registry: ref=REF);"
              + " mode=max leaves those of all stages, ignore-error=true makes failure a warning;"
              + " may be given several times")
  private List<String> to = new ArrayList<>();

  boolean isIgnored() {
    return noCache;
  }

  /** What the options say; relative paths are below the working directory. */
  SharedCaches caches(Environment environment, PullPolicy policy) throws UsageException {
    List<ImagePlace> sources = new ArrayList<>();
    for (String text : from) {
      sources.add(CacheField.source(text).below(environment.directory()));
    }
    List<CacheExport> targets = new ArrayList<>();
    for (String text : to) {
      CacheExport target = CacheField.target(text);
      ImagePlace place = target.place().below(environment.directory());
      if (policy == PullPolicy.OFFLINE && place instanceof ImagePlace.InRegistry) {
        throw new UsageException(
            "build: --offline and --cache-to with a registry exclude each other",
            "leave the cache in a directory: --cache-to type=local,dest=DIR");
      }
      targets.add(new CacheExport(place, target.extent(), target.failure()));
    }
    return new SharedCaches(sources, targets);
  }
}
