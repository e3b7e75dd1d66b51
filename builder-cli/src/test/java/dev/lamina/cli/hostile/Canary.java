package dev.lamina.cli.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies around the directory in which a case works, and must stay as it is: {@code x}, {@code
 * etc/passwd} and {@code canary/} beside it, which hostile names climb to, and nothing at {@link
 * #ABSENT}.
 *
 * @param around the directory that holds the case's
 */
record Canary(Path around) {
  /** Where absolute hostile names lead. */
  static final Path ABSENT = Path.of("/lamina-hostile");

  static Canary lay(Path around) throws IOException {
    Files.createDirectories(around.resolve("canary/dir"));
    Files.createDirectories(around.resolve("etc"));
    for (String name : List.of("x", "etc/passwd", "canary/file", "canary/dir/inner")) {
      Files.writeString(around.resolve(name), "canary: " + name + "\n");
    }
    Files.createSymbolicLink(around.resolve("canary/link"), Path.of("file"));
    return new Canary(around);
  }

  /** Type, mode, owner, times and content of everything around, and whether there is more. */
  SortedMap<String, String> look(Path except) throws IOException {
    SortedMap<String, String> seen = new TreeMap<>();
    seen.put(ABSENT.toString(), Files.exists(ABSENT, LinkOption.NOFOLLOW_LINKS) + "");
    try (Stream<Path> all = Files.walk(around)) {
      for (Path path : all.filter(each -> !each.startsWith(except)).sorted().toList()) {
        Map<String, Object> status =
            Files.readAttributes(
                path, "unix:mode,uid,gid,ino,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        // the directory around changes its time when the case's own is made
        String text = path.equals(around) ? "around" : new TreeMap<>(status).toString();
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          text += Files.readString(path);
        } else if (Files.isSymbolicLink(path)) {
          text += Files.readSymbolicLink(path);
        }
        seen.put(around.relativize(path).toString(), text);
      }
    }
    return seen;
  }
}
