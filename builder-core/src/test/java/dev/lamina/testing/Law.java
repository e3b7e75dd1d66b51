package dev.lamina.testing;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Checks that something holds for many generated values. A failure prints the value, made as small
 * as halving can, and the seed; {@code -Dlaw.seed=SEED} runs that one value again.
 */
public final class Law {
  private static final int SHRINKS = 2000;

  private Law() {}

  /** What must hold of a value; any throwable means that it does not. */
  @FunctionalInterface
  public interface Check<T> {
    void accept(T value) throws Exception;
  }

  /** Checks {@code count} values of {@code gen}, or the one of {@code -Dlaw.seed}. */
  public static <T> void forAll(Gen<T> gen, int count, Check<? super T> check) {
    Long given = Long.getLong("law.seed");
    if (given != null) {
      checkOne(gen, given, check);
      return;
    }
    SplittableRandom seeds = new SplittableRandom();
    for (int i = 0; i < count; i++) {
      checkOne(gen, seeds.nextLong(), check);
    }
  }

  private static <T> void checkOne(Gen<T> gen, long seed, Check<? super T> check) {
    T value = gen.next(new SplittableRandom(seed));
    Throwable failure = failure(check, value);
    if (failure == null) {
      return;
    }
    T small = value;
    boolean shrunk = true;
    for (int tries = 0; shrunk && tries < SHRINKS; ) {
      shrunk = false;
      for (T candidate : gen.smaller(small)) {
        tries++;
        Throwable again = failure(check, candidate);
        if (again != null) {
          small = candidate;
          failure = again;
          shrunk = true;
          break;
        }
      }
    }
    throw new AssertionError(
        "does not hold for "
            + show(small)
            + " (again with -Dlaw.seed="
            + seed
            + "): "
            + failure.getMessage(),
        failure);
  }

  private static <T> @Nullable Throwable failure(Check<? super T> check, T value) {
    try {
      check.accept(value);
      return null;
    } catch (TestAbortedException e) {
      throw e;
    } catch (Throwable e) {
      return e;
    }
  }

  private static String show(@Nullable Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : "<" + value + ">";
  }
}
