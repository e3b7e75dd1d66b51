package dev.lamina.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Golden;
import dev.lamina.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut could undo, read from the system calls of a command: a name may only be given to
 * bytes that are forced, and the index only to names that are.
 */
class WriteOrderIT {
  private static final Pattern FORCE = Pattern.compile("f(?:data)?sync\\(\\d+<(.*)>.*\\) += 0");
  private static final Pattern RENAME =
      Pattern.compile("rename\\w*\\(.*?\"(.*?)\",.*?\"(.*?)\".*\\) += 0");
  private static final Pattern BEGUN = Pattern.compile("(.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");

  @TempDir Path temp;

  private Path store;

  @BeforeEach
  void need_strace() throws IOException {
    Peers.require("strace");
    store = temp.toRealPath().resolve("store");
  }

  private List<String> calls(String... arguments) throws IOException {
    Path log = temp.resolve("log");
    Command.in(temp)
        .env("LAMINA_STORE", store.toString())
        .under(
            "strace",
            "-f",
            "-y",
            "-qq",
            "-s",
            "4096",
            "-e",
            "trace=rename,renameat,renameat2,fsync,fdatasync",
            "-e",
            "signal=none",
            "-o",
            log.toString())
        .run(arguments)
        .ok();
    Map<String, String> begun = new HashMap<>();
    List<String> calls = new ArrayList<>();
    for (String line : Files.readAllLines(log, UTF_8)) {
      String[] words = line.split(" +", 2);
      Matcher first = BEGUN.matcher(words[1]);
      Matcher second = RESUMED.matcher(words[1]);
      if (first.matches()) {
        begun.put(words[0], first.group(1));
      } else if (second.matches()) {
        calls.add(begun.remove(words[0]) + second.group(1));
      } else {
        calls.add(words[1]);
      }
    }
    return calls;
  }

  /** Fails where a name comes before what it stands for; returns how many blobs were named. */
  private int check(List<String> calls) {
    Path blobs = store.resolve("blobs/sha256");
    Set<Path> forced = new HashSet<>();
    Set<Path> changed = new HashSet<>();
    Set<Path> named = new HashSet<>();
    int indexes = 0;
    for (String call : calls) {
      Matcher force = FORCE.matcher(call);
      Matcher rename = RENAME.matcher(call);
      if (force.matches()) {
        forced.add(Path.of(force.group(1)));
        changed.remove(Path.of(force.group(1)));
      } else if (rename.matches()) {
        Path from = Path.of(rename.group(1));
        Path to = Path.of(rename.group(2));
        if (to.startsWith(store.resolve(".lamina/cache"))) {
          // has a checksum, and what is lost of it is made again
          continue;
        }
        assertTrue(forced.contains(from), () -> "named before it is forced: " + call);
        assertTrue(to.startsWith(store), call);
        if (to.equals(store.resolve("index.json"))) {
          assertTrue(!changed.contains(blobs), "index before blobs/sha256 is forced");
          indexes++;
        } else if (to.startsWith(blobs)) {
          named.add(to);
        }
        forced.remove(from);
        changed.add(to.getParent());
      }
    }
    assertEquals(Set.of(), changed, "directories that are not forced at the end");
    assertEquals(1, indexes, "replacements of the index");
    return named.size();
  }

  @Test
  void bytes_are_forced_before_names_and_names_before_the_index() throws IOException {
    Path hello = Golden.testdata().resolve("build/hello").toAbsolutePath();
    assertEquals(3, check(calls("build", "-t", "hello", hello.toString())), "blobs of a build");
    assertEquals(0, check(calls("tag", "hello", "other")), "blobs of a tag");
    Path archive = temp.resolve("archive");
    Command.in(temp).run("save", "--store=" + store, "-o", archive.toString(), "hello").ok();
    store = store.resolveSibling("second");
    assertEquals(3, check(calls("load", "-i", archive.toString())), "blobs of a load");
  }
}
