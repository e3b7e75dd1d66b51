package dev.lamina.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.io.RefusedInputException;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files count, which of their tables, and what they make of a name. */
class RegistryRuleTest {
  @TempDir Path directory;

  private static RegistryRule rule(String prefix, String location) throws RefusedInputException {
    String text = "[[registry]]\nprefix = '" + prefix + "'\nlocation = '" + location + "'\n";
    return RegistryRuleFile.parse(text.getBytes(UTF_8), Path.of("r.conf")).get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io, localhost:5000, docker.io/library/a, localhost:5000/library/a",
    "docker.io, m.example/hub/, docker.io/library/a, m.example/hub/library/a",
    "docker.io/library, m.example, docker.io/library/a, m.example/a",
    "docker.io/library/a, m.example/x/y, docker.io/library/a, m.example/x/y",
    "*.example.com, m.example, eu.example.com/a, m.example/a",
    "*.example.com, m.example, a.eu.example.com/a/b, m.example/a/b",
    "*.example.com, '', eu.example.com/a, eu.example.com/a",
    "*.example.com/team, m.example/t, eu.example.com/team/a, m.example/t/a",
    "*.example.com:5000, m.example, eu.example.com:5000/a, m.example/a",
  })
  void the_location_stands_for_the_prefix(
      String prefix, String location, String name, String expected) throws RefusedInputException {
    RegistryRule rule = rule(prefix, location);
    Repository repository = Repository.parse(name);
    assertTrue(rule.covers(repository));
    assertEquals(Repository.parse(expected), rule.at(rule.own(), repository));
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/lib, docker.io/library/a",
    "docker.io/library/a/b, docker.io/library/a",
    "example.com, example.com:5000/a",
    "example.com, notexample.com/a",
    "*.example.com, example.com/a",
    "*.example.com, eu.example.com.evil.org/a",
    "*.example.com, evil.org/eu.example.com/a",
    "*.example.com, eu.example.com:5000/a",
  })
  void a_prefix_ends_where_a_part_of_the_name_does(String prefix, String name)
      throws RefusedInputException {
    assertFalse(rule(prefix, "m.example").covers(Repository.parse(name)));
  }

  @Test
  void a_location_that_leaves_no_name_is_said() throws RefusedInputException {
    RegistryRule rule = rule("docker.io/library/a", "m.example");
    RefusedInputException e =
        assertThrows(
            RefusedInputException.class,
            () -> rule.at(rule.own(), Repository.parse("docker.io/library/a")));
    assertEquals(
        "r.conf: 'm.example' instead of 'docker.io/library/a' makes no name of docker.io/library/a",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|r.conf:2: a registry needs a location, or a prefix of the form *.example.com",
        "prefix = 'a.example'"
            + "|r.conf:3: a registry needs a location, or a prefix of the form *.example.com",
        "location = 'https://a.example'"
            + "|r.conf:3: 'https://a.example' is not HOST[:PORT][/PATH], without a scheme",
        "location = 'a.example/Up'"
            + "|r.conf:3: 'a.example/Up' is not HOST[:PORT][/PATH], without a scheme",
        "location = 'x\\u001b'"
            + "|r.conf:3: 'x\\\\u001b' is not HOST[:PORT][/PATH], without a scheme",
        "blocked = 'yes'|r.conf:2: a registry needs a location, or a prefix of the form"
            + " *.example.com",
      })
  void what_makes_no_sense_is_said_with_its_line(String line, String message) {
    RefusedInputException e = assertThrows(RefusedInputException.class, () -> parsed(line));
    assertEquals(message, e.getMessage());
  }

  private static List<RegistryRule> parsed(String lines) throws RefusedInputException {
    return RegistryRuleFile.parse(("\n[[registry]]\n" + lines).getBytes(UTF_8), Path.of("r.conf"));
  }

  @Test
  void settings_of_mirrors_are_checked() throws RefusedInputException {
    String a = "location = 'a.example'\n";
    String m = "[[registry.mirror]]\nlocation = 'm.example'\n";
    for (Map.Entry<String, String> wrong :
        Map.of(
                a + "blocked = 'yes'", "r.conf:4: 'blocked' is neither true nor false",
                a + "pull-from-mirror = 'all'", "r.conf:4: 'pull-from-mirror' is for mirrors",
                a + "[[registry.mirror]]", "r.conf:4: a mirror needs a location",
                a + m + "pull-from-mirror = 'some'",
                    "r.conf:6: 'some' is none of all, digest-only and tag-only",
                a + "mirror-by-digest-only = true\n" + m + "pull-from-mirror = 'all'",
                    "r.conf:7: 'pull-from-mirror' and 'mirror-by-digest-only' do not go together")
            .entrySet()) {
      assertEquals(
          wrong.getValue(),
          assertThrows(RefusedInputException.class, () -> parsed(wrong.getKey())).getMessage());
    }
    RegistryRule rule = parsed(a + m + "pull-from-mirror = 'tag-only'\ninsecure = true").get(0);
    assertEquals(RegistryRule.Use.TAGS, rule.mirrors().get(0).use());
    assertEquals(new RegistryRule.Place("m.example", true), rule.mirrors().get(0).place());
  }

  @Test
  void version_1_is_refused() {
    RefusedInputException e =
        assertThrows(
            RefusedInputException.class,
            () ->
                RegistryRuleFile.parse(
                    "\n[registries.search]\nregistries = ['docker.io']".getBytes(UTF_8),
                    Path.of("r.conf")));
    assertEquals(
        "r.conf:2: this is version 1 of the format; version 2 has [[registry]] instead",
        e.getMessage());
  }

  private void write(String file, String... locations) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    StringBuilder text = new StringBuilder();
    for (String location : locations) {
      text.append("[[registry]]\nprefix = 'p.example'\nlocation = '" + location + "'\n");
    }
    Files.writeString(path, text);
  }

  private String found(RegistriesConf conf) throws IOException {
    return conf.read()
        .find(Repository.parse("p.example/x"))
        .map(rule -> rule.own().location())
        .orElse("none");
  }

  @Test
  void the_files_of_podman_count_in_podmans_order() throws IOException {
    RegistriesConf conf =
        new RegistriesConf(null, directory.resolve("user"), directory.resolve("system"));
    assertEquals("none", found(conf));
    write("system/registries.conf", "a.example", "second.example");
    assertEquals("a.example", found(conf));
    write("system/registries.conf.d/2.conf", "b.example");
    write("system/registries.conf.d/1.conf", "c.example");
    write("system/registries.conf.d/3.conf.old", "d.example");
    assertEquals("b.example", found(conf));
    write("user/registries.conf.d/0.conf", "e.example");
    assertEquals("e.example", found(conf));
    Files.delete(directory.resolve("user/registries.conf.d/0.conf"));
    write("user/registries.conf", "f.example");
    assertEquals("f.example", found(conf));
    write("named.conf", "g.example");
    Path named = directory.resolve("named.conf");
    assertEquals("b.example", found(new RegistriesConf(named, conf.user(), conf.system())));
    assertEquals("g.example", found(new RegistriesConf(named, null, null)));
    assertThrows(
        NoSuchFileException.class,
        () -> new RegistriesConf(directory.resolve("no.conf"), null, null).read());
    assertEquals("none", found(RegistriesConf.NONE));
  }

  @Test
  void the_longest_prefix_counts() throws IOException {
    Path file = directory.resolve("r.conf");
    Files.writeString(
        file,
        """
        [[registry]]
        prefix = "*.example"
        location = "a.test"
        [[registry]]
        prefix = "p.example/team/app"
        location = "b.test/x"
        [[registry]]
        prefix = "p.example/team"
        location = "c.test"
        """);
    RegistryRules rules = new RegistriesConf(file, null, null).read();
    for (Map.Entry<String, String> each :
        Map.of(
                "p.example/other", "a.test",
                "p.example/team/app", "b.test/x",
                "p.example/team/apps", "c.test")
            .entrySet()) {
      assertEquals(
          each.getValue(),
          rules.find(Repository.parse(each.getKey())).orElseThrow().own().location());
    }
    assertTrue(rules.find(Repository.parse("alpine")).isEmpty());
  }

  @Test
  void variables_say_where_the_files_are() {
    Path home = Path.of("/home/me");
    assertEquals(
        new RegistriesConf(
            null, Path.of("/home/me/.config/containers"), Path.of("/etc/containers")),
        RegistriesConf.of(Map.of(), home, Path.of("/work")));
    assertEquals(
        new RegistriesConf(
            Path.of("/here/my.conf"), Path.of("/xdg/containers"), Path.of("/etc/containers")),
        RegistriesConf.of(
            Map.of("CONTAINERS_REGISTRIES_CONF", "my.conf", "XDG_CONFIG_HOME", "/xdg"),
            home,
            Path.of("/here")));
  }
}
