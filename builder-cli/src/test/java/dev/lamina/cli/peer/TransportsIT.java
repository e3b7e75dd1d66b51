package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way from one kind of place to another, by ourselves and with skopeo as the other side. */
class TransportsIT {
  private static final String GREETING = Hello.GREETING;

  @TempDir static Path folder;
  private static Dockerd engine;
  private static DebianRegistry registry;
  private static CommandRun lamina;

  @TempDir Path scratch;
  private int count;

  @BeforeAll
  static void start() throws IOException {
    Peers.require("dockerd");
    engine = Dockerd.start(folder.resolve("engine"));
    registry = DebianRegistry.plain(folder.resolve("registry"));
    lamina =
        Hello.built(folder.resolve("store"))
            .with("HOME", folder.toString())
            .with("DOCKER_HOST", engine.host());
    String context = Golden.testdata().resolve("build/hello").toAbsolutePath().toString();
    lamina.run("build", "-q", "-t", "both", "--platform=linux/amd64,linux/arm64", context).ok();
  }

  @AfterAll
  static void stop() throws IOException {
    if (registry != null) {
      registry.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  /** A new place of each kind. */
  private Map<String, String> places() {
    int number = ++count;
    Path file = scratch.resolve("place" + number);
    Map<String, String> places = new LinkedHashMap<>();
    places.put("store", "store:place" + number);
    places.put("docker", "docker://" + registry.host() + "/" + name() + "/place" + number + ":1");
    places.put("oci", "oci:" + file + ".layout:v1");
    places.put("oci-archive", "oci-archive:" + file + ".oci:v1");
    places.put("docker-archive", "docker-archive:" + file + ".docker:place:" + number);
    places.put("docker-daemon", "docker-daemon:" + name() + "/place" + number + ":1");
    places.put("dir", "dir:" + file + ".dir");
    return places;
  }

  /** Another one for each test, since the registry and the engine are for all. */
  private String name() {
    return "t" + Math.floorMod(scratch.hashCode(), 1_000_000);
  }

  private static String copy(String from, String to) {
    return lamina.run("copy", "-q", from, to).ok().out().strip();
  }

  private static String digest(String name) {
    return lamina.run("digest", name).ok().out().strip();
  }

  private static String id(String name) {
    return lamina.run("inspect", "--format", "{{.Id}}", name).ok().out().strip();
  }

  private static boolean keepsManifests(String transport) {
    return !transport.equals("docker-archive") && !transport.equals("docker-daemon");
  }

  @Test
  void an_image_goes_from_every_place_to_every_other_and_stays_itself() {
    String digest = digest("hello");
    String id = id("hello");
    Map<String, String> sources = places();
    sources.values().forEach(place -> copy("store:hello", place));
    List<String> wrong = new ArrayList<>();
    sources.forEach(
        (from, source) ->
            places()
                .forEach(
                    (to, target) -> {
                      copy(source, target);
                      copy(target, "store:back");
                      boolean kept = keepsManifests(from) && keepsManifests(to);
                      boolean same = kept ? digest("back").equals(digest) : id("back").equals(id);
                      if (!same) {
                        wrong.add(from + " to " + to + ": " + digest("back") + ", " + id("back"));
                      }
                    }));
    assertEquals(List.of(), wrong);
  }

  @Test
  void an_index_keeps_its_digest_between_all_places_that_hold_manifests() {
    String digest = digest("both");
    Map<String, String> sources = places();
    sources.keySet().removeIf(transport -> !keepsManifests(transport));
    sources.values().forEach(place -> assertEquals(digest, copy("store:both", place)));
    for (String source : sources.values()) {
      Map<String, String> targets = places();
      targets.keySet().removeIf(transport -> !keepsManifests(transport));
      for (String target : targets.values()) {
        assertEquals(digest, copy(source, target), source + " to " + target);
        assertEquals(digest, copy(target, "store:back"), target);
      }
    }
  }

  @Test
  void places_without_manifests_are_named_when_digests_are_to_be_kept() {
    for (String place : List.of("docker-archive:x.tar", "docker-daemon:x")) {
      CommandRun.Result refused = lamina.run("copy", "--preserve-digests", "store:hello", place);
      assertEquals(2, refused.exit());
      assertTrue(refused.err().contains("copy: " + place), refused.err());
      assertTrue(refused.err().contains(" cannot keep digests"), refused.err());
    }
    lamina.run("copy", "--preserve-digests", "store:hello", "dir:" + scratch.resolve("d")).ok();
  }

  @Test
  void an_index_gives_those_places_the_image_of_the_platform() {
    String arm = scratch.resolve("arm.tar").toString();
    lamina
        .run("copy", "-q", "--platform=linux/arm64", "store:both", "docker-archive:" + arm + ":a:1")
        .ok();
    copy("docker-archive:" + arm, "store:arm");
    String shown = lamina.run("inspect", "--format", "{{.Architecture}}", "arm").ok().out();
    assertEquals("arm64\n", shown);
    copy("store:both", "docker-daemon:both:1");
    assertEquals(GREETING, engine.docker("run", "--rm", "--network", "none", "both:1").ok().out());
  }

  private Sh.Result skopeo(String... arguments) {
    List<String> line = new ArrayList<>(List.of(Peers.require("skopeo").toString()));
    line.addAll(List.of(arguments));
    return Sh.in(scratch).env("HOME", scratch.toString()).run(line);
  }

  /** Skopeo's options come before the places. */
  private void skopeoCopy(String from, String to) {
    List<String> line = new ArrayList<>(List.of("copy", "--quiet", "--all"));
    line.addAll(List.of("--src-tls-verify=false", "--dest-tls-verify=false"));
    line.addAll(List.of("--src-daemon-host=" + engine.host()));
    line.addAll(List.of("--dest-daemon-host=" + engine.host(), from, to));
    skopeo(line.toArray(String[]::new)).ok();
  }

  @Test
  void skopeo_reads_every_place_that_we_write() {
    String digest = digest("hello");
    Map<String, String> ours = places();
    ours.remove("store");
    ours.forEach(
        (transport, place) -> {
          copy("store:hello", place);
          String layout = "oci:" + scratch.resolve("skopeo-" + transport) + ":x";
          skopeoCopy(place, layout);
          copy(layout, "store:theirs");
          if (keepsManifests(transport)) {
            assertEquals(digest, digest("theirs"), place);
          }
          assertEquals(id("hello"), id("theirs"), place);
        });
  }

  @Test
  void we_read_every_place_that_skopeo_writes() {
    String digest = digest("hello");
    String layout = "oci:" + scratch.resolve("layout") + ":x";
    copy("store:hello", layout);
    Map<String, String> theirs = places();
    theirs.remove("store");
    theirs.forEach(
        (transport, place) -> {
          skopeoCopy(layout, place);
          copy(place, "store:ours");
          if (keepsManifests(transport)) {
            assertEquals(digest, digest("ours"), place);
          }
          assertEquals(id("hello"), id("ours"), place);
        });
  }

  @Test
  void skopeo_and_we_read_each_others_indexes() {
    String digest = digest("both");
    for (String transport : List.of("docker", "oci", "oci-archive", "dir")) {
      String ours = places().getOrDefault(transport, "");
      String theirs = places().getOrDefault(transport, "");
      copy("store:both", ours);
      skopeoCopy(ours, theirs);
      copy(theirs, "store:back");
      assertEquals(digest, digest("back"), transport);
    }
  }

  @Test
  void umoci_and_buildah_take_what_is_copied_and_give_it_back() throws IOException {
    String digest = digest("hello");
    Path layout = scratch.resolve("umoci");
    copy("store:hello", "oci:" + layout + ":v1");
    String listed =
        Sh.in(scratch)
            .run(Peers.require("umoci").toString(), "ls", "--layout", layout.toString())
            .ok()
            .out();
    assertEquals("v1\n", listed);
    Sh.in(scratch)
        .run(Peers.require("umoci").toString(), "tag", "--image", layout + ":v1", "v2")
        .ok();
    assertEquals(digest, copy("oci:" + layout + ":v2", "store:from-umoci"));

    LocalTool buildah = LocalTool.buildah(scratch.resolve("storage"));
    buildah.run("pull", "oci:" + layout + ":v1").ok();
    Path archive = scratch.resolve("oci.tar");
    copy("store:hello", "oci-archive:" + archive + ":v1");
    String image = buildah.run("pull", "-q", "oci-archive:" + archive).ok().out().strip();
    for (String place :
        List.of(
            "oci:" + scratch.resolve("b-layout") + ":x",
            "oci-archive:" + scratch.resolve("b.oci") + ":x",
            "docker-archive:" + scratch.resolve("b.docker") + ":x:1",
            "dir:" + scratch.resolve("b.dir"))) {
      buildah.run("push", image, place).ok();
      copy(place, "store:from-buildah");
      assertEquals(id("hello"), id("from-buildah"), place);
    }
    Machine.unmountBelow(scratch);
  }
}
