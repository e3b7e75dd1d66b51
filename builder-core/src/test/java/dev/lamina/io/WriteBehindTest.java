package dev.lamina.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Law;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WriteBehindTest {
  private static final int MUCH = 5 << 20;

  @Test
  void everything_arrives_in_order_however_it_is_cut() {
    Law.forAll(
        random -> random.split(),
        40,
        random -> {
          byte[] bytes = new byte[random.nextInt(3 << 20)];
          random.nextBytes(bytes);
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try (WriteBehind behind = new WriteBehind(out, "test")) {
            writeInParts(behind, bytes, random);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          assertArrayEquals(bytes, out.toByteArray());
        });
  }

  private static void writeInParts(OutputStream out, byte[] bytes, SplittableRandom random)
      throws IOException {
    int at = 0;
    while (at < bytes.length) {
      int n = Math.min(bytes.length - at, 1 + random.nextInt(400_000));
      out.write(bytes, at, n);
      at += n;
    }
  }

  @Test
  void little_needs_no_thread() throws IOException {
    AtomicReference<Thread> writer = new AtomicReference<>();
    try (WriteBehind behind = new WriteBehind(new Noting(writer), "test")) {
      behind.write(new byte[1000]);
    }
    assertSame(Thread.currentThread(), writer.get());
  }

  @Test
  void much_is_written_by_another_thread() throws IOException {
    AtomicReference<Thread> writer = new AtomicReference<>();
    WriteBehind behind = new WriteBehind(new Noting(writer), "test");
    behind.write(new byte[MUCH]);
    assertFalse(writer.get() == Thread.currentThread());
    behind.close();
  }

  /** Tells which thread wrote first. */
  private static final class Noting extends OutputStream {
    private final AtomicReference<Thread> writer;

    Noting(AtomicReference<Thread> writer) {
      this.writer = writer;
    }

    @Override
    public void write(int b) {
      throw new AssertionError("one byte alone");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      writer.compareAndSet(null, Thread.currentThread());
    }
  }

  @Test
  void a_failure_comes_out_and_nothing_follows_it() {
    IOException full = new IOException("disk full");
    AtomicInteger writes = new AtomicInteger();
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("one byte alone");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (writes.incrementAndGet() == 2) {
              throw full;
            }
          }
        };
    IOException thrown =
        assertThrows(
            IOException.class,
            () -> {
              try (WriteBehind behind = new WriteBehind(failing, "test")) {
                behind.write(new byte[MUCH]);
              }
            });
    assertSame(full, thrown);
    assertEquals(2, writes.get());
  }

  @Test
  void when_abandoned_it_writes_no_more() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("one byte alone");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            writes.incrementAndGet();
            begun.countDown();
          }
        };
    WriteBehind behind = new WriteBehind(counting, "test");
    behind.write(new byte[1 << 20]);
    begun.await();
    behind.abandon();
    int before = writes.get();
    behind.close();
    assertEquals(before, writes.get());
    assertTrue(before > 0);
  }
}
