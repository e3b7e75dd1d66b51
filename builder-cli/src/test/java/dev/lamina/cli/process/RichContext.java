package dev.lamina.cli.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a context from a recipe, one file a line: {@code d MODE NAME}, {@code f MODE NAME TEXT},
 * {@code g MODE NAME LINES} (generated text), {@code t MODE NAME} (a small tar archive), {@code l
 * NAME TARGET} (symlink) and {@code h NAME TARGET} (hard link). Names are percent-encoded bytes, so
 * that no locale has a say in them.
 */
final class RichContext {
  /** In which order the files are made. */
  enum Order {
    FORWARD,
    REVERSE
  }

  private RichContext() {}

  static Path write(Path root, List<String> recipe, Order order) throws IOException {
    Files.createDirectories(root);
    List<String> lines = new ArrayList<>(recipe);
    lines.removeIf(line -> line.isEmpty() || line.startsWith("#"));
    if (order == Order.REVERSE) {
      Collections.reverse(lines);
    }
    for (String line : lines) {
      if (!line.startsWith("h ")) {
        make(root, line.split(" ", 4));
      }
    }
    setModesOfDirectories(root);
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      if (words[0].equals("h")) {
        Files.createLink(at(root, words[1]), at(root, words[2]));
      } else if (!words[0].equals("l")) {
        Files.setAttribute(at(root, words[2]), "unix:mode", Integer.parseInt(words[1], 8));
      }
    }
    return root;
  }

  /** The umask of the test has had a say in those that the recipe does not name. */
  private static void setModesOfDirectories(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.toList()) {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.setAttribute(file, "unix:mode", 0755);
        }
      }
    }
  }

  private static void make(Path root, String[] words) throws IOException {
    Path file = at(root, words[0].equals("l") ? words[1] : words[2]);
    Files.createDirectories(file.getParent());
    switch (words[0]) {
      case "d" -> Files.createDirectories(file);
      case "f" -> Files.writeString(file, words.length > 3 ? words[3] + "\n" : "");
      case "g" -> Files.write(file, generated(Integer.parseInt(words[3])));
      case "t" -> Files.write(file, archive());
      case "l" -> Files.createSymbolicLink(file, Path.of(words[2]));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static Path at(Path root, String name) {
    String base = root.toUri().toString();
    return Path.of(URI.create((base.endsWith("/") ? base : base + "/") + name));
  }

  private static byte[] generated(int lines) {
    StringBuilder text = new StringBuilder();
    long state = 1;
    for (int i = 0; i < lines; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      text.append("line ").append(i).append(": ").append(Long.toHexString(state)).append('\n');
    }
    return text.toString().getBytes(US_ASCII);
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(bytes);
    byte[] text = "from an archive\n".getBytes(UTF_8);
    tar.add(
        TarHeader.builder(TarType.FILE, "z/\u00e4/file".getBytes(UTF_8))
            .mode(04711)
            .owner(3_000_000, 7)
            .mtime(1_234_567_890)
            .size(text.length)
            .build(),
        new ByteArrayInputStream(text));
    tar.add(
        TarHeader.builder(TarType.HARD_LINK, "a".getBytes(UTF_8))
            .mode(04711)
            .owner(3_000_000, 7)
            .mtime(1_234_567_890)
            .linkName("z/\u00e4/file".getBytes(UTF_8))
            .build());
    tar.add(
        TarHeader.builder(TarType.CHARACTER_DEVICE, "dev/null".getBytes(UTF_8))
            .mode(0666)
            .device(1, 3)
            .build());
    tar.finish();
    return bytes.toByteArray();
  }
}
