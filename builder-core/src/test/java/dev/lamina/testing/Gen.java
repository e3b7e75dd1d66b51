package dev.lamina.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes values from randomness, and smaller ones from a value that broke a law. */
@FunctionalInterface
public interface Gen<T> {
  T next(SplittableRandom random);

  /** Values that are simpler than {@code value}, the simplest first; none by default. */
  default List<T> smaller(T value) {
    return List.of();
  }

  /** The same values seen through {@code f}. They do not shrink. */
  default <R> Gen<R> map(Function<? super T, ? extends R> f) {
    return random -> f.apply(next(random));
  }

  /** A generator that depends on a value of this one. */
  default <R> Gen<R> flatMap(Function<? super T, Gen<? extends R>> f) {
    return random -> f.apply(next(random)).next(random);
  }

  /** From {@code low} to {@code high}, both inclusive; the ends come often. */
  static Gen<Integer> ints(int low, int high) {
    return longs(low, high).map(Math::toIntExact);
  }

  /** From {@code low} to {@code high}, both inclusive; the ends come often. */
  static Gen<Long> longs(long low, long high) {
    return random ->
        switch (random.nextInt(10)) {
          case 0 -> low;
          case 1 -> high;
          default ->
              high == Long.MAX_VALUE ? random.nextLong(low, high) : random.nextLong(low, high + 1);
        };
  }

  static Gen<Boolean> booleans() {
    return random -> random.nextBoolean();
  }

  /** One of the values, each as likely. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is copied and only read
  static <T> Gen<T> oneOf(T... values) {
    T[] all = values.clone();
    return random -> all[random.nextInt(all.length)];
  }

  /** A value of one of the generators, each as likely. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is copied and only read
  static <T> Gen<T> anyOf(Gen<? extends T>... gens) {
    Gen<? extends T>[] all = gens.clone();
    return random -> all[random.nextInt(all.length)].next(random);
  }

  /** Up to {@code max} items; shrinks by halves and by leaving out single items. */
  static <T> Gen<List<T>> lists(Gen<? extends T> item, int max) {
    return new Gen<>() {
      @Override
      public List<T> next(SplittableRandom random) {
        List<T> items = new ArrayList<>();
        for (int left = random.nextInt(max + 1); left > 0; left--) {
          items.add(item.next(random));
        }
        return List.copyOf(items);
      }

      @Override
      public List<List<T>> smaller(List<T> value) {
        return cuts(value);
      }
    };
  }

  /** Up to {@code max} code points taken from {@code alphabet}; shrinks. */
  static Gen<String> text(String alphabet, int max) {
    int[] letters = alphabet.codePoints().toArray();
    return texts(random -> letters[random.nextInt(letters.length)], max);
  }

  /** Text of up to {@code max} code points: mostly ASCII, some from all of Unicode; shrinks. */
  static Gen<String> anyText(int max) {
    return texts(
        random -> {
          int kind = random.nextInt(10);
          if (kind < 7) {
            return random.nextInt(0x20, 0x7f);
          }
          if (kind < 8) {
            return random.nextInt(0x20);
          }
          int c = random.nextInt(0x80, kind < 9 ? 0x800 : 0x110000);
          return c >= 0xd800 && c < 0xe000 ? 0xfffd : c;
        },
        max);
  }

  private static Gen<String> texts(Gen<Integer> letter, int max) {
    Gen<List<Integer>> letters = lists(letter, max);
    return new Gen<>() {
      @Override
      public String next(SplittableRandom random) {
        return join(letters.next(random));
      }

      @Override
      public List<String> smaller(String value) {
        List<Integer> all = value.codePoints().boxed().toList();
        return letters.smaller(all).stream().map(Gen::join).toList();
      }
    };
  }

  private static String join(List<Integer> letters) {
    StringBuilder text = new StringBuilder();
    letters.forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Up to {@code max} bytes; shrinks by halves. */
  static Gen<byte[]> bytes(int max) {
    return new Gen<>() {
      @Override
      public byte[] next(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(max + 1)];
        random.nextBytes(bytes);
        return bytes;
      }

      @Override
      public List<byte[]> smaller(byte[] value) {
        int half = value.length / 2;
        return value.length == 0
            ? List.of()
            : List.of(
                Arrays.copyOf(value, half),
                Arrays.copyOfRange(value, half, value.length),
                Arrays.copyOf(value, value.length - 1));
      }
    };
  }

  private static <T> List<List<T>> cuts(List<T> value) {
    if (value.isEmpty()) {
      return List.of();
    }
    int half = value.size() / 2;
    List<List<T>> cuts = new ArrayList<>();
    cuts.add(List.copyOf(value.subList(0, half)));
    if (half > 0) {
      cuts.add(List.copyOf(value.subList(half, value.size())));
    }
    IntStream.range(0, Math.min(value.size(), 64))
        .forEach(
            left -> {
              List<T> without = new ArrayList<>(value);
              without.remove(left);
              cuts.add(List.copyOf(without));
            });
    return cuts;
  }
}
