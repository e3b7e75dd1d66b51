package dev.lamina.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.Durability;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentStoreTest {
  private static final StoreOptions FAST =
      StoreOptions.DEFAULT.withDurability(Durability.FAST).withLockTimeout(Duration.ofSeconds(20));

  @TempDir Path temp;

  private ImageStore open(String name) throws IOException {
    return ImageStore.open(temp.resolve(name), FAST);
  }

  private static void together(List<Callable<Void>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void no_name_is_lost_when_many_threads_tag_through_two_paths() throws Exception {
    Files.createSymbolicLink(temp.resolve("link"), temp.resolve("store"));
    Files.createDirectory(temp.resolve("store"));
    Files.setPosixFilePermissions(
        temp.resolve("store"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String name = "image-" + i;
      String path = i % 2 == 0 ? "store" : "link";
      tasks.add(
          () -> {
            for (int n = 0; n < 4; n++) {
              Pictures.tag(open(path), name + ":" + n, "same");
            }
            return null;
          });
    }
    together(tasks);
    ImageStore store = open("store");
    assertEquals(64, store.images().size());
    assertEquals(3, store.allBlobs().size());
    assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
  }

  @Test
  void one_of_two_writers_of_a_name_wins_and_no_reader_sees_a_torn_file() throws Exception {
    ImageStore store = open("store");
    Pictures.tag(store, "hello", "0");
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String content = "c" + i;
      tasks.add(
          () -> {
            try {
              for (int n = 0; n < 25; n++) {
                Pictures.tag(open("store"), "hello", content);
              }
            } finally {
              done.set(true);
            }
            return null;
          });
    }
    tasks.add(
        () -> {
          while (!done.get()) {
            store.manifest(store.resolve(Reference.parse("hello")));
          }
          return null;
        });
    together(tasks);
    assertEquals(List.of("hello:latest", "<none>", "<none>"), Pictures.names(store));
    assertEquals(List.of(), store.verify(VerifyDepth.FULL).findings());
  }

  @Test
  void garbage_collection_between_writers_never_takes_what_they_name() throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    AtomicBoolean done = new AtomicBoolean();
    tasks.add(
        () -> {
          try {
            for (int n = 0; n < 20; n++) {
              // the same blobs again and again: found, not found, collected in between
              Pictures.tag(open("store"), "hello", "c" + n % 2);
              try (StoreSession session = open("store").session("untag")) {
                session.remove(Reference.parse("hello"));
              }
              Pictures.tag(open("store"), "kept-" + n, "c" + n % 2);
            }
          } finally {
            done.set(true);
          }
          return null;
        });
    tasks.add(
        () -> {
          while (!done.get()) {
            open("store")
                .collectGarbage(new GarbageOptions(GarbageOptions.Nameless.REMOVE, Instant.EPOCH));
          }
          return null;
        });
    together(tasks);
    assertEquals(20, open("store").images().size());
    assertEquals(List.of(), open("store").verify(VerifyDepth.FULL).findings());
  }

  @Test
  void two_that_make_the_store_at_once_make_one() throws Exception {
    for (int round = 0; round < 5; round++) {
      String name = "store" + round;
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String image = "i" + i;
        tasks.add(
            () -> {
              Pictures.tag(open(name), image, image);
              return null;
            });
      }
      together(tasks);
      assertEquals(4, open(name).images().size());
    }
  }

  @Test
  void a_session_may_be_closed_by_another_thread_and_twice() throws Exception {
    ImageStore store = open("store");
    Pictures.tag(store, "hello", "1");
    StoreSession session = store.session("build");
    together(
        List.of(
            () -> {
              session.close();
              return null;
            }));
    session.close();
    store.collectGarbage(new GarbageOptions(GarbageOptions.Nameless.REMOVE, Instant.EPOCH));
  }

  @Test
  void an_interrupt_while_waiting_ends_the_wait_and_hurts_nobody() throws Exception {
    ImageStore store = open("store");
    Descriptor root = Pictures.tag(store, "hello", "1");
    GarbageOptions garbage = new GarbageOptions(GarbageOptions.Nameless.KEEP, Instant.EPOCH);
    try (StoreSession session = store.session("build")) {
      Thread waiting = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                while (waiting.getState() != Thread.State.TIMED_WAITING) {
                  Thread.onSpinWait();
                }
                waiting.interrupt();
              });
      interrupter.start();
      assertThrows(InterruptedIOException.class, () -> store.collectGarbage(garbage));
      assertTrue(Thread.interrupted());
      interrupter.join();
      session.name(Reference.parse("other"), root);
    }
    store.collectGarbage(garbage);
    assertEquals(2, store.images().size());
  }

  @Test
  void another_process_is_kept_out_by_the_kernel() throws Exception {
    ImageStore store =
        ImageStore.open(temp.resolve("store"), FAST.withLockTimeout(Duration.ofMillis(50)));
    Pictures.tag(store, "hello", "1");
    dev.lamina.testing.Peers.require("python3");
    Process other =
        new ProcessBuilder(
                "python3",
                "-c",
                "import fcntl,sys\nf=open(sys.argv[1],'r+')\nfcntl.lockf(f,fcntl.LOCK_SH)\n"
                    + "print('held',flush=True)\nsys.stdin.read()",
                temp.resolve("store/.lamina/gc.lock").toString())
            .start();
    try {
      assertEquals('h', other.getInputStream().read());
      assertThrows(
          StoreBusyException.class,
          () ->
              store.collectGarbage(
                  new GarbageOptions(GarbageOptions.Nameless.KEEP, Instant.EPOCH)));
      Pictures.tag(store, "other", "2");
    } finally {
      other.getOutputStream().close();
      other.waitFor();
    }
    store.collectGarbage(new GarbageOptions(GarbageOptions.Nameless.KEEP, Instant.EPOCH));
    assertEquals(2, store.images().size());
  }
}
