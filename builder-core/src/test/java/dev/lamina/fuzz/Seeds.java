package dev.lamina.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cases of testdata as inputs of the targets. */
final class Seeds {
  private static final String ONBUILD = "base-onbuild ";

  private Seeds() {}

  /** Every Dockerfile there is, with the triggers of its base where it has some. */
  static List<byte[]> dockerfiles() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String kind : List.of("dockerfile", "build", "steps")) {
      for (Path folder : Golden.cases(kind)) {
        Path file = folder.resolve("Dockerfile");
        if (Files.exists(file)) {
          byte[] triggers = String.join("\n", triggers(folder)).getBytes(UTF_8);
          byte[] text = Files.readAllBytes(file);
          seeds.add(
              triggers.length == 0 ? text : Inputs.join(text, DockerfileFuzz.TRIGGERS, triggers));
        }
      }
    }
    return seeds;
  }

  private static List<String> triggers(Path folder) throws IOException {
    Path options = folder.resolve("options");
    if (!Files.exists(options)) {
      return List.of();
    }
    return Files.readAllLines(options).stream()
        .filter(line -> line.startsWith(ONBUILD))
        .map(line -> line.substring(ONBUILD.length()))
        .toList();
  }

  /** The variables and words of {@code shell/expand.tsv}. */
  static List<byte[]> words() throws IOException {
    return rows("shell/expand.tsv").stream()
        .filter(row -> row.length > 1)
        .map(row -> (row[0] + "\n" + row[1]).getBytes(UTF_8))
        .toList();
  }

  /** Every ignore file, with the paths that its case lists. */
  static List<byte[]> ignoreFiles() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path folder : Golden.cases("ignore")) {
      Path file = folder.resolve(".dockerignore");
      if (Files.exists(file)) {
        String paths =
            rows("ignore/" + folder.getFileName() + "/paths.tsv").stream()
                .map(row -> row[0] + "\n")
                .collect(Collectors.joining());
        seeds.add(Inputs.join(Files.readAllBytes(file), IgnoreFuzz.PATHS, paths.getBytes(UTF_8)));
      }
    }
    return seeds;
  }

  /** The patterns and paths of {@code glob/match.tsv}. */
  static List<byte[]> globs() throws IOException {
    return rows("glob/match.tsv").stream()
        .filter(row -> row.length > 1)
        .map(row -> (row[0] + "\n" + row[1]).getBytes(UTF_8))
        .toList();
  }

  /** The patterns of {@code glob/match.tsv} as data: with each level, once and again and again. */
  static List<byte[]> plain() throws IOException {
    byte[] text = Files.readAllBytes(Golden.testdata().resolve("glob/match.tsv"));
    List<byte[]> seeds = new ArrayList<>();
    for (int kind = 0; kind < 4; kind++) {
      for (int times : new int[] {0, 1, 40, 255}) {
        seeds.add(Inputs.join(new byte[] {(byte) kind, (byte) times}, new byte[0], text));
      }
    }
    return seeds;
  }

  private static List<String[]> rows(String table) throws IOException {
    return Files.readAllLines(Golden.testdata().resolve(table)).stream()
        .map(line -> line.split("\t", -1))
        .toList();
  }

  /** The content of every file in a folder, in the order of names; none if it is absent. */
  static List<byte[]> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<byte[]> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        all.add(Files.readAllBytes(file));
      }
    }
    return all;
  }
}
