package dev.lamina.cli.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.Fs;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Trees as text, a line a file, the first of them where there are very many. */
final class Listings {
  private static final int MOST = 12;
  private static final int SHORT = 64;

  private Listings() {}

  /** What a tar of our own writer holds. */
  static String ofTar(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    int count = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      TarReader tar = new TarReader(in, TarLimits.LAYER, warning -> {});
      for (TarHeader header = tar.next(); header != null; header = tar.next()) {
        count++;
        if (count <= MOST) {
          lines.add(header + content(header.size(), tar.content()));
        }
      }
    }
    return text(lines, count);
  }

  private static String content(long size, InputStream in) throws IOException {
    if (size == 0 || size > SHORT) {
      return "";
    }
    return " = " + Escaped.text(new String(in.readAllBytes(), ISO_8859_1));
  }

  /** What a directory holds: kind, mode, size, name and target. */
  static String ofDirectory(Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    int count = 0;
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(each -> !each.equals(directory)).sorted().toList()) {
        count++;
        if (count <= MOST) {
          lines.add(line(directory, path));
        }
      }
    }
    return text(lines, count);
  }

  private static String line(Path directory, Path path) throws IOException {
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    String name = name(directory, path);
    String permissions = " " + Integer.toOctalString(mode & 07777) + " ";
    if (Files.isSymbolicLink(path)) {
      return "l " + name + " -> " + Escaped.text(Files.readSymbolicLink(path).toString());
    }
    if (Files.isDirectory(path)) {
      return "d" + permissions + name;
    }
    if (!Files.isRegularFile(path)) {
      return "special" + permissions + name;
    }
    try (InputStream in = Files.newInputStream(path)) {
      long size = Files.size(path);
      return "f" + permissions + size + " " + name + xattrs(path) + content(size, in);
    }
  }

  private static String xattrs(Path path) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileStore(path).supportsFileAttributeView("user")
            ? Files.getFileAttributeView(path, UserDefinedFileAttributeView.class)
            : null;
    return view == null || view.list().isEmpty() ? "" : " " + view.list();
  }

  private static String name(Path directory, Path path) {
    EntryPath name = EntryPath.ROOT;
    for (Path each : directory.relativize(path)) {
      name = name.resolve(Fs.name(each));
    }
    return name.toString();
  }

  private static String text(List<String> lines, int count) {
    String all = lines.isEmpty() ? "" : "  " + String.join("\n  ", lines) + "\n";
    return count > lines.size() ? all + "  ... " + count + " in all\n" : all;
  }
}
