package dev.lamina.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.testing.Golden;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that die right before a call that changes the file system: every such call, one after
 * the other, with {@code -Dsoak}; else every fourth.
 */
class CrashPointsIT {
  private static final String CHANGES =
      "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,fdatasync,chmod,fchmod";
  private static final int KILLED = 128 + 9;
  private static final int STRIDE = Boolean.getBoolean("soak") ? 1 : 4;

  @TempDir Path temp;

  private Path store;
  private Path pristine;
  private Path hello;

  /** The {@code nth} call of this name. */
  private record Point(String call, int nth) {}

  @BeforeEach
  void have_a_store_with_two_images() throws IOException {
    Peers.require("strace");
    Peers.require("umoci");
    pristine = temp.resolve("pristine");
    store = temp.resolve("store");
    hello = Golden.testdata().resolve("build/hello").toAbsolutePath();
    command(pristine).run("build", "-q", "-t", "hello", hello.toString()).ok();
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.writeString(other.resolve("Dockerfile"), "FROM scratch\nCOPY <<a /a\na\nUSER 7\n");
    command(pristine).run("build", "-q", "-t", "other", "-t", "once:more", other.toString()).ok();
  }

  private Command command(Path of) {
    return Command.in(temp).env("LAMINA_STORE", of.toString());
  }

  private void startFresh() {
    Sh sh = Sh.in(temp);
    sh.run("rm", "-rf", store.toString()).ok();
    sh.run("cp", "-a", pristine.toString(), store.toString()).ok();
  }

  private Sh.Result traced(String filter, Path log, String... arguments) {
    String strace = Peers.require("strace").toString();
    return command(store)
        .under(strace, "-f", "-qq", "-o", log.toString(), "-e", "signal=none", "-e", filter)
        .run(arguments);
  }

  /** All the changes that a command makes to the store, in their order. */
  private List<Point> points(String... arguments) throws IOException {
    startFresh();
    Path log = temp.resolve("log");
    traced("trace=" + CHANGES, log, arguments).ok();
    Map<String, Integer> seen = new HashMap<>();
    List<Point> points = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      Matcher call = Pattern.compile("\\d+ +(\\w+)\\(.*").matcher(line);
      if (call.matches()) {
        points.add(new Point(call.group(1), seen.merge(call.group(1), 1, Integer::sum)));
      }
    }
    return points;
  }

  private void everyPoint(String mayBeNew, String... arguments) throws IOException {
    Map<String, String> before = Stores.names(pristine);
    List<Point> points = points(arguments);
    int deaths = 0;
    for (int i = points.size() - 1; i >= 0; i -= STRIDE) {
      Point point = points.get(i);
      startFresh();
      String filter = "inject=" + point.call() + ":signal=KILL:when=" + point.nth();
      Sh.Result result = traced(filter, Path.of("/dev/null"), arguments);
      if (result.exit() == 0) {
        continue; // counted for each thread, and the JVM's own threads make calls too
      }
      result.exits(KILLED);
      deaths++;
      Stores.check(store, List.of("hello"));
      Map<String, String> after = Stores.names(store);
      after.remove(mayBeNew);
      assertEquals(before, after, () -> arguments[0] + " died at " + point);
      if (i % 3 == 0) {
        command(store).run(arguments).ok();
        Stores.check(store, List.of("hello"));
      }
    }
    System.out.println(arguments[0] + " died at " + deaths + " of " + points.size() + " points");
    int wanted = points.size() / STRIDE / 2;
    assertTrue(deaths >= wanted, arguments[0] + " died at " + deaths + " points only");
  }

  @Test
  void tag_may_die_anywhere() throws IOException {
    everyPoint("new:name", "tag", "hello", "new:name");
  }

  @Test
  void prune_may_die_anywhere() throws IOException {
    command(pristine).run("build", "-q", "--label", "a=b", hello.toString()).ok();
    command(pristine).run("rmi", "once:more").ok();
    everyPoint("none", "prune");
  }

  @Test
  void load_may_die_anywhere() throws IOException {
    Path archive = temp.resolve("archive");
    Command elsewhere = command(temp.resolve("elsewhere"));
    elsewhere.run("build", "-q", "-t", "new:name", "--label", "c=d", hello.toString()).ok();
    elsewhere.run("save", "-o", archive.toString(), "new:name").ok();
    everyPoint("new:name", "load", "-i", archive.toString());
  }

  @Test
  void build_may_die_anywhere() throws IOException {
    everyPoint("new:name", "build", "-q", "-t", "new:name", "--label", "c=d", hello.toString());
  }
}
