package dev.lamina.cli.hostile;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** A program that runs cases, all in one small heap, and writes down what came of each. */
final class HostileRun {
  private static final long SLOW = 10_000;

  private HostileRun() {}

  /**
   * Runs cases.
   *
   * @param arguments a directory that gets a file with the name of each case, then the beginnings
   *     of the names of cases, or nothing for all of them
   */
  public static void main(String[] arguments) throws IOException {
    Path results = Path.of(arguments[0]);
    List<String> wanted = List.of(arguments).subList(1, arguments.length);
    for (Path folder : Golden.cases("hostile")) {
      String name = folder.getFileName().toString();
      if (wanted.isEmpty() || wanted.stream().anyMatch(name::startsWith)) {
        run(folder, name, results);
      }
    }
  }

  private static void run(Path folder, String name, Path results) throws IOException {
    long start = System.currentTimeMillis();
    Path around = Files.createTempDirectory(results.getParent(), "case");
    String said;
    try {
      said = HostileCase.run(folder.resolve("case"), around);
    } catch (IOException
        | RuntimeException
        | OutOfMemoryError
        | StackOverflowError
        | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      said = "FAILED " + trace;
    }
    delete(around);
    Files.writeString(results.resolve(name), said);
    long took = System.currentTimeMillis() - start;
    if (took > SLOW) {
      System.out.println(name + " took " + took / 1000 + " s");
    }
  }

  /** Without recursion: cases make deep trees, and directories that shut out. */
  private static void delete(Path top) throws IOException {
    Deque<Path> ahead = new ArrayDeque<>(List.of(top));
    List<Path> found = new ArrayList<>();
    while (!ahead.isEmpty()) {
      Path path = ahead.pop();
      found.add(path);
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.setAttribute(path, "unix:mode", 0700);
        try (Stream<Path> inside = Files.list(path)) {
          inside.forEach(ahead::push);
        }
      }
    }
    for (int i = found.size() - 1; i >= 0; i--) {
      Files.delete(found.get(i));
    }
  }
}
