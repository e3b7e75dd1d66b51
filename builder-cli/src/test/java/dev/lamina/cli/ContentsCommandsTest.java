package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.digest.Digest;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code ls}, {@code cat} and {@code diff}. */
class ContentsCommandsTest extends CommandLineTest {
  private static final byte[] ODD = {'o', 'd', 'd', (byte) 0xff, '\n', 'x'};

  private TarWriter tar = new TarWriter(OutputStream.nullOutputStream());

  private void add(TarType type, byte[] name, int mode, String rest) throws IOException {
    TarHeader.Builder header = TarHeader.builder(type, name).mode(mode).owner(3, 4).mtime(86400);
    if (type == TarType.FILE) {
      byte[] bytes = rest.getBytes(UTF_8);
      tar.add(header.size(bytes.length).build(), new ByteArrayInputStream(bytes));
    } else {
      tar.add(rest.isEmpty() ? header.build() : header.linkName(rest.getBytes(UTF_8)).build());
    }
  }

  private void add(TarType type, String name, int mode, String rest) throws IOException {
    add(type, name.getBytes(UTF_8), mode, rest);
  }

  private void build(String name, String dockerfile) throws IOException {
    Files.writeString(directory.resolve("context/Dockerfile"), dockerfile);
    run("build", "-q", "-t", name, "context").ok();
  }

  /** Two images: the second deletes a directory's file and changes another. */
  private void images() throws IOException {
    Path context = Files.createDirectories(directory.resolve("context"));
    try (OutputStream out = Files.newOutputStream(context.resolve("a.tar"))) {
      tar = new TarWriter(out);
      add(TarType.DIRECTORY, "etc/", 0755, "");
      add(TarType.FILE, "etc/passwd", 0644, "root:x:0:0\n");
      add(TarType.SYMLINK, "etc/link", 0777, "../usr/bin");
      add(TarType.DIRECTORY, "usr/bin/", 01777, "");
      add(TarType.FILE, "usr/bin/sudo", 04755, "#!\n");
      add(TarType.HARD_LINK, "usr/bin/sudoedit", 04755, "usr/bin/sudo");
      add(TarType.SYMLINK, "bin", 0777, "usr/bin");
      add(TarType.FIFO, "pipe", 0600, "");
      add(TarType.FILE, ODD, 0600, "odd");
      tar.finish();
    }
    Files.writeString(context.resolve("passwd"), "root:x:0:0\nme:x:1:1\n");
    Files.writeString(context.resolve("large"), "0123456789".repeat(200_000));
    build("one", "FROM scratch\nADD a.tar /\nENV A=1 B=2\nLABEL l=1\n");
    build("two", "FROM one\nCOPY passwd /etc/passwd\nCOPY large /large\nENV A=3\nCMD [\"x\"]\n");
  }

  @Test
  void ls_lists_a_directory_and_follows_links_inside_the_image() throws IOException {
    images();
    assertEquals("bin\netc\nodd\\xff\\nx\npipe\nusr\n", run("ls", "one").ok().out());
    assertEquals("link\npasswd\n", run("ls", "one", "/etc").ok().out());
    assertEquals("sudo\nsudoedit\n", run("ls", "one", "etc/link/").ok().out());
    assertEquals("/etc/passwd\n", run("ls", "one", "/etc/passwd").ok().out());
    assertEquals("/bin\n", run("ls", "-d", "one", "/bin").ok().out());
    assertEquals(
        "/usr/bin\n/usr/bin/sudo\n/usr/bin/sudoedit\n",
        run("ls", "-R", "-a", "one", "/usr").ok().out());
    assertArrayEquals(
        "link\0passwd\0".getBytes(UTF_8), run("ls", "-0", "one", "/etc").ok().bytes());
    assertEquals("", run("ls", "one", "/nothing/else").exits(ExitCode.NOT_FOUND).out());
  }

  @Test
  void inspect_html_writes_one_page() throws IOException {
    images();
    String page = run("inspect", "--html", "-", "two").ok().out();
    assertTrue(page.startsWith("<!doctype html>\n") && page.endsWith("</html>\n"), page);
    assertTrue(page.contains("<title>two:latest</title>"));
    assertTrue(page.contains("/etc/passwd<"));
    run("inspect", "--html", "page.html", "two").ok();
    assertEquals(page, Files.readString(directory.resolve("page.html")));
    run("inspect", "--html", "other.html", "none").exits(ExitCode.NOT_FOUND);
    assertTrue(Files.notExists(directory.resolve("other.html")));
    for (List<String> wrong :
        List.of(
            List.of("one", "two"),
            List.of("--raw", "one"),
            List.of("--config", "one"),
            List.of("--remote", "one"),
            List.of("--format", "json", "one"))) {
      List<String> words = new ArrayList<>(List.of("inspect", "--html", "other.html"));
      words.addAll(wrong);
      String said = run(words.toArray(String[]::new)).exits(ExitCode.USAGE).err();
      assertTrue(said.startsWith("error: inspect: --html "), said);
    }
  }

  @Test
  void ls_l_shows_what_ls_shows() throws IOException {
    images();
    assertEquals(
        """
        lrwxrwxrwx 3:4  0 1970-01-02 00:00:00 bin -> usr/bin
        drwxr-xr-x 3:4  0 1970-01-02 00:00:00 etc
        -rw------- 3:4  3 1970-01-02 00:00:00 odd\\xff\\nx
        prw------- 3:4  0 1970-01-02 00:00:00 pipe
        drwxr-xr-x 0:0  0 1970-01-01 00:00:00 usr
        """
            .replace(":4  ", ":4 ")
            .replace(":0  ", ":0 "),
        run("ls", "-l", "one").ok().out());
    assertEquals(
        "-rwsr-xr-x 3:4 3 1970-01-02 00:00:00 sudo\n-rwsr-xr-x 3:4 3 1970-01-02 00:00:00 sudoedit\n",
        run("ls", "-l", "one", "bin").ok().out());
    assertEquals(
        "drwxrwxrwt 3:4 0 1970-01-02 00:00:00 /usr/bin\n",
        run("ls", "-ld", "one", "/usr/bin").ok().out());
  }

  @Test
  void ls_json_keeps_exact_names_and_says_what_is_one_file() throws IOException {
    images();
    JsonArray all =
        (JsonArray) Json.parse(run("ls", "-R", "one", "--format", "json").ok().bytes(), "ls");
    List<JsonObject> rows = new ArrayList<>();
    for (JsonValue row : all.values()) {
      rows.add((JsonObject) row);
    }
    JsonObject odd = rows.stream().filter(r -> r.has("pathBytes")).findFirst().orElseThrow();
    assertEquals("/odd\ufffd\nx", odd.string("path"));
    assertEquals("L29kZP8KeA==", odd.string("pathBytes"));
    JsonObject sudo = rows.get(rows.size() - 2);
    JsonObject edit = rows.get(rows.size() - 1);
    assertEquals("/usr/bin/sudoedit", edit.string("path"));
    assertEquals(sudo.string("inode"), edit.string("inode"));
    assertEquals("4755", sudo.string("mode"));
    assertEquals(Digest.sha256("#!\n".getBytes(UTF_8)).toString(), sudo.string("digest"));
    assertEquals(
        "/etc/link symlink ../usr/bin\n/etc/passwd file \n",
        run("ls", "one", "/etc", "--format", "{{.Path}} {{.Type}} {{.Target}}").ok().out());
    run("ls", "one", "--format", "{{.Nothing}}").exits(ExitCode.USAGE);
    run("ls", "-0", "-l", "one").exits(ExitCode.USAGE);
  }

  @Test
  void ls_layer_shows_entries_as_they_stand() throws IOException {
    images();
    assertEquals("/etc/passwd\n", run("ls", "two", "--layer", "1").ok().out());
    String lines = run("ls", "-l", "two", "--layer", "0", "usr").ok().out();
    assertTrue(lines.contains("hrwsr-xr-x 3:4"), lines);
    assertTrue(lines.contains("/usr/bin/sudoedit link to /usr/bin/sudo\n"), lines);
    String missing = run("ls", "two", "--layer", "7").exits(ExitCode.NOT_FOUND).err();
    assertEquals("error: no layer 7 in two: it has 3 layers, 0 to 2\n", missing);
  }

  @Test
  void a_second_look_reads_no_layer() throws IOException {
    images();
    String first = run("ls", "-lR", "two").ok().out();
    try (Stream<Path> blobs = Files.walk(directory.resolve("store/blobs"))) {
      for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
        if (Files.readAllBytes(blob)[0] != '{') {
          Files.delete(blob);
        }
      }
    }
    assertEquals(first, run("ls", "-lR", "two").ok().out());
    run("cat", "two", "/etc/passwd").exits(ExitCode.INTEGRITY);
    run("history", "two").ok();
    run("inspect", "two").ok();
  }

  @Test
  void cat_prints_files_and_nothing_when_one_is_missing() throws IOException {
    images();
    assertEquals("root:x:0:0\n", run("cat", "one", "/etc/passwd").ok().out());
    assertEquals("#!\n", run("cat", "one", "bin/sudoedit").ok().out());
    assertEquals(
        "#!\nroot:x:0:0\nme:x:1:1\n#!\n",
        run("cat", "two", "/bin/sudo", "/etc/passwd", "/bin/sudoedit").ok().out());
    assertEquals(2_000_000, run("cat", "two", "/large").ok().bytes().length);
    Result missing = run("cat", "two", "/etc/passwd", "/etc/paswd").exits(ExitCode.NOT_FOUND);
    assertEquals("", missing.out());
    assertEquals(
        "error: \"/etc/paswd\": not found in two; did you mean /etc/passwd?\n", missing.err());
    assertEquals(
        "error: /etc of two is a directory\n",
        run("cat", "two", "/etc").exits(ExitCode.REFUSED).err());
    assertEquals(
        "error: /pipe of two is no regular file\n",
        run("cat", "two", "/pipe").exits(ExitCode.REFUSED).err());
    run("cat", "nothing", "/etc").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void of_a_damaged_layer_nothing_is_said_to_be_good() throws IOException {
    images();
    run("ls", "one").ok();
    try (Stream<Path> blobs = Files.walk(directory.resolve("store/blobs"))) {
      for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(blob);
        if (bytes[0] != '{') {
          Arrays.fill(bytes, 30, bytes.length, (byte) 0x55);
          Files.delete(blob);
          Files.write(blob, bytes);
        }
      }
    }
    Result cat = run("cat", "one", "/usr/bin/sudo");
    assertEquals(ExitCode.INTEGRITY.code(), cat.exit(), cat.err());
    assertEquals("", cat.out());
  }

  @Test
  void diff_names_fields_layers_and_files() throws IOException {
    images();
    run("diff", "one", "one").ok();
    assertEquals("", run("diff", "one", "one").ok().out());
    String all = run("diff", "one", "two").exits(ExitCode.FINDINGS).out();
    assertTrue(all.startsWith("config:\n"), all);
    assertTrue(all.contains("  C config.Env.A: \"1\" -> \"3\"\n"), all);
    assertTrue(all.contains("  A config.Cmd: [\"x\"]\n"), all);
    assertFalse(all.contains("Env.B"), all);
    assertTrue(all.contains("layers:\n  = 0: sha256:"), all);
    assertTrue(all.contains("\n  A 1: sha256:"), all);
    assertEquals(
        """
        files:
          C /etc/passwd  owner 3:4 -> 0:0, size 11 -> 20, content, mtime 1970-01-02T00:00:00Z -> 1970-01-01T00:00:00Z
          A /large
        """,
        run("diff", "--files", "one", "two").exits(ExitCode.FINDINGS).out());
    assertEquals(
        "files:\n  A /large\n",
        run("diff", "--files", "--ignore", "owner,size", "--ignore=Content,MTIME", "one", "two")
            .exits(ExitCode.FINDINGS)
            .out());
    assertEquals(
        "layer 1:\n  A /etc/passwd\nlayer 2:\n  A /large\n",
        run("diff", "--per-layer", "one", "two").exits(ExitCode.FINDINGS).out());
    run("diff", "--ignore", "weather", "one", "two").exits(ExitCode.USAGE);
    run("diff", "one", "three").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void diff_json_has_both_sides() throws IOException {
    images();
    JsonObject json =
        Json.parseObject(
            run("diff", "one", "two", "--format", "json").exits(ExitCode.FINDINGS).bytes(), "diff");
    assertFalse(json.bool("same", true));
    JsonObject passwd = json.objects("files").get(0);
    assertEquals("changed", passwd.string("kind"));
    assertEquals(List.of("owner", "size", "content", "mtime"), passwd.strings("aspects"));
    assertEquals(11, passwd.object("before").integer("size"));
    assertEquals(20, passwd.object("after").integer("size"));
    assertTrue(json.objects("layers").get(0).bool("shared", false));
    assertEquals(3, json.objects("layers").size());
    JsonObject same =
        Json.parseObject(run("diff", "one", "one", "--format", "json").ok().bytes(), "diff");
    assertTrue(same.bool("same", false));
  }

  @Test
  void an_image_is_compared_with_a_directory() throws IOException {
    images();
    run("build", "-q", "-t", "two", "-o", "out", "context").ok();
    assertEquals(
        "", run("diff", "two", "./out", "--ignore", "mtime").exits(ExitCode.FINDINGS).err());
    String lines = run("diff", "two", "./out", "--ignore", "mtime").out();
    // what an ordinary user cannot have: a pipe, and setuid
    assertEquals(
        """
        files:
          D /pipe
          C /usr/bin/sudo  mode 4755 -> 0755
          C /usr/bin/sudoedit  mode 4755 -> 0755
        """,
        lines);
    Files.writeString(directory.resolve("out/etc/passwd"), "ROOT:x:0:0\nme:x:1:1\n");
    assertEquals(
        "files:\n  C /etc/passwd  content\n",
        run("diff", "two", directory.resolve("out").toString(), "--ignore", "mtime,mode,type")
            .exits(ExitCode.FINDINGS)
            .out()
            .replace("  D /pipe\n", ""));
    run("diff", "two", "./out", "--config").exits(ExitCode.USAGE);
    run("diff", "two", "./nowhere").exits(ExitCode.NOT_FOUND);
  }
}
