package dev.lamina.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A directory as text, a line a name: type, mode, owner, content, and the first name of the file.
 */
final class DiskLines {
  private DiskLines() {}

  static SortedMap<String, String> of(Path folder) throws IOException {
    SortedMap<String, String> lines = new TreeMap<>();
    Map<FoundFile.Inode, String> first = new HashMap<>();
    for (FoundFile file : FoundFile.below(folder, Cancellation.NONE)) {
      FileStatus status = file.status();
      String name = first.computeIfAbsent(file.inode(), any -> file.path().toString());
      FileOwner owner = FileOwner.of(file.place(), status, true);
      String mode = status.isSymlink() ? "-" : "0" + Integer.toOctalString(status.mode());
      String line = status.type() + " " + mode + " " + owner.uid() + ":" + owner.gid() + rest(file);
      lines.put(
          file.path().toString(), name.equals(file.path().toString()) ? line : line + " = " + name);
    }
    return lines;
  }

  private static String rest(FoundFile file) throws IOException {
    if (file.status().isSymlink()) {
      return " -> " + Escaped.bytes(Fs.linkTarget(file.place()));
    }
    if (!file.status().isFile()) {
      return "";
    }
    try (InputStream in = Fs.open(file.place())) {
      return " " + new String(in.readAllBytes(), UTF_8);
    }
  }
}
