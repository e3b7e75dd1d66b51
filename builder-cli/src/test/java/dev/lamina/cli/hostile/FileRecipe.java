package dev.lamina.cli.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.testing.Packing;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Files of a case: {@code tar FILE} ({@link TarRecipe}), {@code image DIR LAYER…} ({@link
 * ImageRecipe}), {@code text FILE [TEXT]}, {@code hex FILE HEX}, {@code zeros FILE N}, {@code cat
 * FILE PART…}, {@code cut FILE PART N}, {@code flip FILE OFFSET}, {@code pack FORMAT FILE PART},
 * {@code member FILE PART [OPTION…]} ({@link Packing}), {@code blob LAYOUT FILE}, {@code symlink
 * PATH TARGET}, {@code link PATH TARGET}, {@code dir PATH}, {@code remove PATH}, {@code sh
 * COMMAND}.
 *
 * @param folder where they are made
 */
record FileRecipe(Path folder) {
  /**
   * Does one statement.
   *
   * @param body the lines below it
   * @return what a command printed that was to make something
   */
  String make(String word, List<String> rest, List<String> body) throws IOException {
    Path file = folder.resolve(rest.get(0));
    switch (word) {
      case "tar" -> TarRecipe.write(folder, file, body);
      case "image" -> ImageRecipe.write(folder, rest, body);
      case "text" -> {
        Files.createDirectories(file.getParent());
        String text = rest.size() > 1 ? rest.get(1) : String.join("\n", body) + "\n";
        Files.writeString(file, Words.fill(folder, text), ISO_8859_1);
      }
      case "hex" -> Files.write(file, HexFormat.of().parseHex(rest.get(1)));
      case "zeros" -> resize(file, Long.parseLong(rest.get(1)));
      case "cat" -> cat(file, rest.subList(1, rest.size()));
      case "cut" -> {
        cat(file, List.of(rest.get(1)));
        resize(file, Long.parseLong(rest.get(2)));
      }
      case "flip" -> flip(file, Long.parseLong(rest.get(1)));
      case "pack" ->
          Packing.pack(rest.get(0), folder.resolve(rest.get(2)), folder.resolve(rest.get(1)));
      case "member" -> {
        byte[] content = Files.readAllBytes(folder.resolve(rest.get(1)));
        Files.write(file, Packing.member(content, rest.subList(2, rest.size())));
      }
      case "blob" -> ImageRecipe.blob(folder, rest.get(0), rest.get(1));
      case "symlink" -> Files.createSymbolicLink(file, Path.of(rest.get(1)));
      case "link" -> Files.createLink(file, folder.resolve(rest.get(1)));
      case "dir" -> Files.createDirectories(file);
      case "remove" -> Files.delete(file);
      case "sh" -> {
        return Sh.in(folder).run("sh", "-eu", "-c", String.join(" ", rest)).ok().out();
      }
      default -> throw new IllegalArgumentException("no such statement");
    }
    return "";
  }

  private void cat(Path file, List<String> parts) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (String part : parts) {
        Files.copy(folder.resolve(part), out);
      }
    }
  }

  private static void resize(Path file, long length) throws IOException {
    try (RandomAccessFile whole = new RandomAccessFile(file.toString(), "rw")) {
      whole.setLength(length < 0 ? whole.length() + length : length);
    }
  }

  private static void flip(Path file, long offset) throws IOException {
    try (RandomAccessFile whole = new RandomAccessFile(file.toString(), "rw")) {
      long at = offset < 0 ? whole.length() + offset : offset;
      whole.seek(at);
      int old = whole.read();
      whole.seek(at);
      whole.write(old ^ 1);
    }
  }
}
