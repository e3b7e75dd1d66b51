package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Debian root file systems, one with a package more, against tar, diff and find. */
class ContentsIT {
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir static Path folder;

  private static CommandRun lamina = new CommandRun(Path.of("unset"));
  private static Path before = Path.of("unset");
  private static Path after = Path.of("unset");

  @BeforeAll
  static void build_both_images() throws IOException {
    Machine.requireRoot("owners of a tar");
    lamina = new CommandRun(folder.resolve("store"));
    Path rootfs = Debian.rootfs(folder);
    before = unpacked(rootfs, "before");
    after = unpacked(rootfs, "after");
    install(after);
    build("before", rootfs);
    Path packed = folder.resolve("after.tar");
    sh(after, "tar", "--numeric-owner", "-cf", packed.toString(), ".");
    build("after", packed);
  }

  private static String sh(Path place, String... command) {
    return Sh.in(place).timeout(LONG).run(command).ok().out();
  }

  private static Path unpacked(Path tar, String name) throws IOException {
    Path place = Files.createDirectory(folder.resolve(name));
    sh(place, "tar", "--numeric-owner", "--same-owner", "-xpzf", tar.toString());
    return place;
  }

  /**
   * What a package does to a system: new files, some that change, one that goes. Its own files are
   * those of a package that the system has, under other names, so that nothing is fetched.
   */
  private static void install(Path root) throws IOException {
    Path share = Files.createDirectories(root.resolve("opt/package/share"));
    sh(root, "cp", "-a", "usr/bin/perl", "opt/package/perl");
    sh(root, "cp", "-a", "usr/share/doc/bash", share.toString());
    sh(root, "ln", "-s", "/opt/package/perl", "usr/bin/package");
    sh(root, "ln", "usr/bin/env", "usr/bin/package-env");
    Path status = root.resolve("var/lib/dpkg/status");
    Files.writeString(status, Files.readString(status) + "\nPackage: package\n");
    // the same size and time, other bytes
    Path issue = root.resolve("etc/issue");
    var time = Files.getLastModifiedTime(issue);
    Files.writeString(issue, Files.readString(issue).replace('D', 'd'));
    Files.setLastModifiedTime(issue, time);
    sh(root, "chmod", "u+s", "usr/bin/env");
    sh(root, "chown", "33:33", "etc/hostname");
    sh(root, "rm", "-r", "usr/share/doc/bash");
  }

  private static void build(String name, Path tar) throws IOException {
    Path context = Files.createDirectory(folder.resolve("context-" + name));
    Files.copy(tar, context.resolve("rootfs"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nADD rootfs /\n");
    lamina.run("build", "-q", "-t", name, context.toString()).ok();
    Files.delete(context.resolve("rootfs"));
  }

  private static JsonObject json(String... command) throws IOException {
    CommandRun.Result result = lamina.run(command);
    return Json.parseObject(result.out().getBytes(StandardCharsets.UTF_8), "output");
  }

  @Test
  void ls_lists_what_tar_lists_of_the_exported_image() throws IOException {
    Path tar = folder.resolve("exported.tar");
    Path context = folder.resolve("context-again");
    Files.createDirectory(context);
    Files.writeString(context.resolve("Dockerfile"), "FROM before\n");
    lamina.run("build", "-q", "-o", "type=tar,dest=" + tar, context.toString()).ok();
    String listed =
        Sh.in(folder)
            .env("TZ", "UTC")
            .env("LC_ALL", "C.UTF-8")
            .run("tar", "--numeric-owner", "--full-time", "-tvf", tar.toString())
            .ok()
            .out();
    SortedMap<String, String> expected = new TreeMap<>();
    listed.lines().forEach(line -> put(expected, line));
    SortedMap<String, String> actual = new TreeMap<>();
    lamina.run("ls", "-lR", "before").ok().out().lines().forEach(line -> put(actual, line));
    assertTrue(expected.size() > 5000, () -> "only " + expected.size() + " files");
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach((path, line) -> assertEquals(line, actual.get(path), path));
  }

  /**
   * One line of either, by its path: {@code MODE OWNER SIZE DATE TIME NAME[ -> TARGET]}. tar shows
   * the other names of a file as links to the first, with the size 0.
   */
  private static void put(Map<String, String> lines, String line) {
    String[] words = line.split(" +", 6);
    String rest = words[5].replace("\\\\", "\\");
    String path = rest.split(" -> | link to ", 2)[0];
    path = path.startsWith("/") ? path.substring(1) : path;
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String target = rest.contains(" -> ") ? rest.split(" -> ", 2)[1] : "";
    boolean link = words[0].startsWith("h");
    String mode = (link ? "-" : words[0].substring(0, 1)) + words[0].substring(1);
    String owner = words[1].replace('/', ':');
    String time = words[3] + " " + words[4];
    lines.put(path, String.join(" ", mode, owner, time, target));
  }

  @Test
  void cat_prints_what_is_on_disk() throws IOException {
    for (String path : List.of("etc/os-release", "etc/passwd", "bin/env", "usr/bin/perl")) {
      Path out = folder.resolve("printed");
      lamina.writing(out, "cat", "before", path).ok();
      sh(before, "cmp", out.toString(), path);
    }
  }

  @Test
  void diff_lists_exactly_what_diff_of_the_unpacked_trees_lists_and_what_find_sees()
      throws IOException {
    SortedMap<String, String> one = DiskTree.list(before, DiskTree.Times.SHOWN);
    SortedMap<String, String> two = DiskTree.list(after, DiskTree.Times.SHOWN);
    TreeSet<String> all = new TreeSet<>(one.keySet());
    all.addAll(two.keySet());
    SortedMap<String, String> expected = new TreeMap<>();
    TreeSet<String> expectedContents = new TreeSet<>();
    for (String path : all) {
      String old = one.get(path);
      String now = two.get(path);
      if (old == null || now == null) {
        expected.put(path, old == null ? "added" : "removed");
      } else if (!old.equals(now)) {
        expected.put(path, "changed");
      }
    }
    // diff -r says it in its own words, and follows no link
    String said =
        Sh.in(folder)
            .timeout(LONG)
            .env("LC_ALL", "C.UTF-8")
            .run("diff", "-r", "-q", "--no-dereference", "before", "after")
            .exits(1)
            .out();
    said.lines()
        .filter(line -> line.startsWith("Files "))
        .map(line -> line.replaceFirst("Files before(/.*) and after/.* differ", "$1"))
        .forEach(expectedContents::add);

    SortedMap<String, String> actual = new TreeMap<>();
    TreeSet<String> contents = new TreeSet<>();
    JsonObject json = json("diff", "--files", "--format", "json", "before", "after");
    for (JsonObject file : json.objects("files")) {
      List<String> aspects = file.strings("aspects");
      // of names that a file shares, the listing on disk shows the first alone
      if (aspects.equals(List.of("links")) || aspects.equals(List.of("mode", "links"))) {
        continue;
      }
      actual.put(file.string("path"), file.string("kind"));
      if (aspects.contains("content")) {
        contents.add(file.string("path"));
      }
    }
    expected.remove("/usr/bin/env");
    assertEquals(expected.toString(), actual.toString());
    assertEquals(expectedContents, contents);
    assertTrue(
        contents.containsAll(List.of("/etc/issue", "/var/lib/dpkg/status")), contents::toString);
    String lines = lamina.run("diff", "--files", "before", "after").out();
    assertTrue(lines.contains("  C /etc/hostname  owner 0:0 -> 33:33\n"), lines);
    assertTrue(lines.contains("  C /usr/bin/env  mode 0755 -> 4755, links\n"), lines);
    assertTrue(lines.contains("  A /usr/bin/package\n"), lines);
    assertTrue(lines.contains("  D /usr/share/doc/bash\n"), lines);
  }

  @Test
  void an_image_is_what_its_unpacked_tree_is() throws IOException {
    JsonObject same = json("diff", "--format", "json", "before", before.toString());
    assertEquals(List.of(), same.objects("files"));
    JsonObject other =
        json("diff", "--format", "json", "--ignore", "links,mtime", "before", after.toString());
    List<String> paths = new ArrayList<>();
    for (JsonObject file : other.objects("files")) {
      paths.add(file.string("path"));
    }
    assertTrue(paths.contains("/etc/issue"), paths::toString);
    assertTrue(paths.contains("/opt/package/share/bash"), paths::toString);
  }
}
