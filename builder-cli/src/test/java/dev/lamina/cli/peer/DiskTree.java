package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.testing.Sh;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A directory on disk as text, read by {@code find}, {@code stat} and {@code sha256sum}: by path,
 * without the directory itself, {@code TYPE MODE UID:GID REST}. REST is size and digest of a file's
 * content, a link's target, a device's numbers; a file with several names has the first of them
 * after it.
 */
final class DiskTree {
  private static final String SCRIPT =
      """
      set -eu
      export LC_ALL=C
      find . -mindepth 1 -printf '%y\\t%m\\t%U:%G\\t%s\\t%n\\t%i\\t%T@\\t%l\\t%P\\0'
      printf '\\0'
      find . -type f -print0 | xargs -0 -r sha256sum -z --
      printf '\\0'
      find . \\( -type b -o -type c \\) -print0 | xargs -0 -r stat --printf '%Hr,%Lr %n\\0'
      """;

  private DiskTree() {}

  /** Whether times are of interest. */
  enum Times {
    LEFT_OUT,
    SHOWN
  }

  /** What is in a directory. */
  static SortedMap<String, String> list(Path folder) {
    return list(folder, Times.LEFT_OUT);
  }

  /** What is in a directory, with the time of change of files and directories when asked for. */
  static SortedMap<String, String> list(Path folder, Times times) {
    String out = Sh.in(folder).timeout(Duration.ofMinutes(3)).run("bash", "-c", SCRIPT).ok().out();
    List<List<String>> blocks = blocks(out);
    Map<String, String> digests = new HashMap<>();
    for (String line : blocks.get(1)) {
      digests.put(line.substring(66 + 2), line.substring(0, 64));
    }
    Map<String, String> devices = new HashMap<>();
    for (String line : blocks.get(2)) {
      String[] words = line.split(" ", 2);
      devices.put(words[1].substring(2), words[0]);
    }
    SortedMap<String, String[]> found = new TreeMap<>();
    for (String line : blocks.get(0)) {
      String[] fields = line.split("\t", 9);
      found.put(fields[8], fields);
    }
    Map<String, String> firstNames = new HashMap<>();
    SortedMap<String, String> tree = new TreeMap<>();
    found.forEach(
        (path, fields) -> {
          String first = firstNames.computeIfAbsent(fields[5], inode -> path);
          tree.put("/" + path, line(fields, path, first, digests, devices, times));
        });
    return tree;
  }

  private static String line(
      String[] fields,
      String path,
      String first,
      Map<String, String> digests,
      Map<String, String> devices,
      Times times) {
    String rest =
        switch (fields[0]) {
          case "f" -> content(Long.parseLong(fields[3]), digests.getOrDefault(path, "unread"));
          case "l" -> "-> " + fields[7];
          case "b", "c" -> devices.getOrDefault(path, "unread");
          default -> "";
        };
    boolean shared = !fields[0].equals("d") && Integer.parseInt(fields[4]) > 1;
    boolean timed = times == Times.SHOWN && (fields[0].equals("d") || fields[0].equals("f"));
    return text(fields[0], Integer.parseInt(fields[1], 8), fields[2], rest)
        + (shared ? " = /" + first : "")
        + (timed ? " @" + fields[6].replaceFirst("\\..*", "") : "");
  }

  /** The line of one file, as every kind of tree writes it. */
  static String text(String type, int mode, String owner, String rest) {
    String octal = Integer.toOctalString(mode);
    String line = type + " " + (type.equals("l") ? "-" : "0" + octal) + " " + owner;
    return rest.isEmpty() ? line : line + " " + rest;
  }

  /** What is said of a file's content. */
  static String content(long size, String sha256) {
    return size + " " + sha256.substring(0, Math.min(12, sha256.length()));
  }

  private static List<List<String>> blocks(String out) {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : out.split("\0", -1)) {
      if (line.isEmpty()) {
        blocks.add(block);
        block = new ArrayList<>();
      } else {
        block.add(line);
      }
    }
    if (blocks.size() < 3) {
      throw new AssertionError("not a listing: " + new String(out.getBytes(UTF_8), UTF_8));
    }
    return blocks;
  }
}
