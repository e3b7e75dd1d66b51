package dev.lamina.fuzz;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is fuzzed.
 *
 * @param name on the command line, and of the folder of testdata with found inputs
 * @param entry what Jazzer calls
 * @param check runs one input, however long it takes
 * @param words what Jazzer may build inputs of, beside bytes
 * @param cases makes the first inputs of the cases of testdata
 */
record FuzzTarget(
    String name, Class<?> entry, Limits.Check check, List<String> words, Cases cases) {
  static final List<FuzzTarget> ALL =
      List.of(
          new FuzzTarget(
              "dockerfile",
              DockerfileFuzz.class,
              DockerfileFuzz::check,
              Words.DOCKERFILE,
              Seeds::dockerfiles),
          new FuzzTarget(
              "check", CheckFuzz.class, CheckFuzz::check, Words.DOCKERFILE, Seeds::dockerfiles),
          new FuzzTarget("word", WordFuzz.class, WordFuzz::check, Words.WORD, Seeds::words),
          new FuzzTarget(
              "ignore", IgnoreFuzz.class, IgnoreFuzz::check, Words.PATTERN, Seeds::ignoreFiles),
          new FuzzTarget("glob", GlobFuzz.class, GlobFuzz::check, Words.PATTERN, Seeds::globs),
          new FuzzTarget("gzip", GzipFuzz.class, GzipFuzz::check, List.of(), Seeds::plain));

  /** Reads cases. */
  @FunctionalInterface
  interface Cases {
    List<byte[]> read() throws IOException;
  }

  FuzzTarget {
    words = List.copyOf(words);
  }

  /** The first inputs: made of the cases of testdata, and those that once were findings. */
  List<byte[]> seeds() throws IOException {
    List<byte[]> all = new ArrayList<>(cases.read());
    all.addAll(Seeds.files(Golden.testdata().resolve("fuzz").resolve(name)));
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
