package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.build.BuildRequest;
import dev.lamina.build.CacheUse;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.Durability;
import dev.lamina.reference.Reference;
import dev.lamina.store.GarbageOptions;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.VerifyDepth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentBuildsTest {
  private static final int BUILDERS = 4;
  private static final int ROUNDS = 12;

  @TempDir Path temp;

  private Images open() throws IOException {
    StoreOptions fast = StoreOptions.DEFAULT.withDurability(Durability.FAST);
    return Images.open(temp.resolve("store"), ImagesOptions.DEFAULT.withStore(fast));
  }

  private Digest build(Images images, String name, CacheUse use)
      throws IOException, DockerfileException {
    Path root = temp.resolve("context");
    DirectoryContext context = DirectoryContext.open(root, DockerIgnore.NONE, ContextOptions.at(0));
    DockerfileSource file =
        DockerfileSource.of(
            "Dockerfile",
            "FROM scratch AS one\nCOPY a /a/\nFROM scratch\nCOPY --from=one /a /b/\nCOPY . /c/\n");
    return images
        .build(BuildRequest.builder(file, context).name(Reference.parse(name)).cache(use).build())
        .root()
        .digest();
  }

  @Test
  void builds_that_share_a_store_with_each_other_and_with_prune_make_whole_images()
      throws IOException, DockerfileException, InterruptedException, ExecutionException {
    for (int i = 0; i < 20; i++) {
      Path file = temp.resolve("context/a/" + i);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "content " + i);
    }
    Digest expected = build(open(), "first", CacheUse.IGNORED);
    List<Callable<Set<Digest>>> tasks = new ArrayList<>();
    for (int i = 0; i < BUILDERS; i++) {
      String name = "image" + i;
      tasks.add(
          () -> {
            Images images = open();
            List<Digest> made = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
              made.add(build(images, name, CacheUse.USED));
              // what the last name led to is garbage until the next round
              images.remove(name, Images.Removal.CAREFUL);
            }
            made.add(build(images, name, CacheUse.USED));
            return Set.copyOf(made);
          });
    }
    tasks.add(
        () -> {
          Images images = open();
          images.remove("first", Images.Removal.CAREFUL);
          for (int round = 0; round < ROUNDS; round++) {
            images.prune(new GarbageOptions(GarbageOptions.Nameless.REMOVE, Instant.EPOCH));
          }
          return Set.of(expected);
        });
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Set<Digest>> done : threads.invokeAll(tasks)) {
        assertEquals(Set.of(expected), done.get());
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(List.of(), open().verify(VerifyDepth.FULL).findings());
  }
}
