package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.cli.CommandRun.Result;
import dev.lamina.compression.Compression;
import dev.lamina.digest.Digest;
import dev.lamina.image.Image;
import dev.lamina.image.NamedImage;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.image.SampleImages;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.StoreSession;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's registry as the far side, and skopeo and docker as other clients of it. */
class RegistryIT {
  /** What is special in URLs, headers and forms. */
  private static final String PASSWORD = "p+w&r d=ü%";

  @TempDir Path scratch;

  private CommandRun lamina(String store) {
    return new CommandRun(scratch.resolve(store)).with("HOME", scratch.resolve("home").toString());
  }

  private CommandRun hello() {
    return Hello.built(scratch.resolve("store")).with("HOME", scratch.resolve("home").toString());
  }

  private Sh.Result skopeo(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = Peers.require("skopeo").toString();
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Sh.in(scratch).env("HOME", scratch.resolve("home").toString()).run(line);
  }

  private static String digest(CommandRun lamina, String name) {
    return lamina.run("digest", name).ok().out().strip();
  }

  @Test
  void what_is_pushed_is_what_others_and_we_pull() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      String name = registry.host() + "/team/hello";
      CommandRun lamina = hello();
      String digest = digest(lamina, "hello");
      assertEquals(
          digest + "\n", lamina.run("push", "-q", "hello", name + ":a", name + ":b").ok().out());
      assertEquals("a\nb\n", lamina.run("tags", name).ok().out());
      assertEquals(name + "\n", lamina.run("search", registry.host() + "/hell").ok().out());
      assertEquals(digest + "\n", lamina.run("digest", "--remote", name + ":a").ok().out());

      CommandRun other = lamina("other");
      assertEquals(name + ":a\n", other.run("pull", "-q", name + ":a").ok().out());
      assertEquals(digest, digest(other, name + ":a"));
      other.run("pull", "-q", name + "@" + digest).ok();
      other.run("verify").ok();
      skopeo("copy", "--src-tls-verify=false", "docker://" + name + ":b", "oci:theirs:x").ok();
      String shown =
          skopeo("inspect", "--format", "{{.Digest}}", "oci:theirs:x").ok().out().strip();
      assertEquals(digest, shown);
    }
  }

  @Test
  void docker_pulls_what_we_push_and_we_pull_what_docker_pushes() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"));
        Dockerd engine =
            Dockerd.start(scratch.resolve("docker"), Dockerd.Network.OF_THIS_MACHINE)) {
      String name = registry.host() + "/team/hello";
      CommandRun lamina = hello();
      String pushed = lamina.run("push", "-q", "hello", name + ":ours").ok().out().strip();
      String said = engine.docker("pull", name + ":ours").ok().out();
      assertTrue(said.contains("Digest: " + pushed), said);
      assertEquals(
          Hello.GREETING,
          engine.docker("run", "--rm", "--network", "none", name + ":ours").ok().out());

      engine.docker("tag", name + ":ours", name + ":theirs").ok();
      String theirs = engine.docker("push", name + ":theirs").ok().out();
      CommandRun other = lamina("other");
      other.run("pull", "-q", name + ":theirs").ok();
      assertTrue(theirs.contains(digest(other, name + ":theirs")), theirs);
    }
  }

  @Test
  void a_second_push_sends_nothing_and_a_neighbour_gets_a_mount() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      CommandRun lamina = hello();
      String name = registry.host() + "/team/hello:1";
      lamina.run("push", "-q", "hello", name).ok();
      int before = registry.requests().size();
      lamina.run("push", "-q", "hello", name).ok();
      List<String> second = registry.requests().subList(before, registry.requests().size());
      assertTrue(second.stream().noneMatch(r -> r.contains("/uploads/")), second::toString);

      String other = registry.host() + "/other/hello:1";
      String plan = lamina.run("push", "--dry-run", "hello", other).ok().out();
      assertEquals(2, plan.lines().filter(l -> l.contains("  mounts ")).count(), plan);
      assertEquals(1, plan.lines().filter(l -> l.contains("  uploads ")).count(), plan);
      before = registry.requests().size();
      lamina.run("push", "-q", "hello", other).ok();
      List<String> neighbour = registry.requests().subList(before, registry.requests().size());
      assertEquals(
          2,
          neighbour.stream().filter(r -> r.matches("POST .*mount=.* 201")).count(),
          neighbour::toString);
      assertTrue(neighbour.stream().noneMatch(r -> r.matches("PUT .*/uploads/.*")));
      String there = lamina.run("push", "--dry-run", "hello", other).ok().out();
      assertEquals(3, there.lines().filter(l -> l.contains("  exists ")).count(), there);
    }
  }

  @Test
  void removal_takes_every_tag() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      CommandRun lamina = hello();
      String name = registry.host() + "/hello";
      lamina.run("push", "-q", "hello", name + ":1", name + ":2").ok();
      lamina.run("rmi", "--remote", name + ":1").ok();
      assertEquals(8, lamina.run("pull", name + ":2").exit());
      assertEquals(8, lamina.run("rmi", "--remote", name + ":1").exit());
    }
  }

  /** Two platforms, four kinds of blobs, members that nobody knows, white space of its own. */
  private Descriptor odd(CommandRun lamina, String name) throws IOException {
    try (StoreSession session =
        ImageStore.open(lamina.store(), StoreOptions.DEFAULT).session("test")) {
      Descriptor zstd =
          SampleImages.image(session, SampleImages.AMD64, Compression.ZSTD, "one", "two");
      Descriptor plain = SampleImages.image(session, SampleImages.ARM64, Compression.NONE, "one");
      String manifest =
          new String(session.manifest(plain).bytes(), UTF_8)
              .replaceFirst("\\{", "{\n\t \"x-unknown\": {\"é\": [1.50, null]},\n");
      byte[] changed = (manifest + "\n\n").getBytes(UTF_8);
      Descriptor arm = Descriptor.of(plain.mediaType(), Digest.sha256(changed), changed.length);
      session.put(Manifest.document(arm, changed));
      String index =
          "{ \"schemaVersion\": 2,\"mediaType\":\""
              + MediaType.OCI_INDEX
              + "\", \"manifests\":[\n"
              + entry(zstd, "amd64")
              + ",\n"
              + entry(arm, "arm64\",\"variant\":\"v8")
              + "],\"annotations\":{\"b\":\"2\",\"a\":\"1\"},\"more\":true}";
      byte[] bytes = index.getBytes(UTF_8);
      Descriptor root = Descriptor.of(MediaType.OCI_INDEX, Digest.sha256(bytes), bytes.length);
      session.put(Manifest.document(root, bytes));
      session.publish(List.of(new NamedImage(Reference.parse(name), root)));
      return root;
    }
  }

  private static String entry(Descriptor manifest, String architecture) {
    return "{\"mediaType\":\""
        + manifest.mediaType()
        + "\",\"size\":"
        + manifest.size()
        + ",\"digest\":\""
        + manifest.digest()
        + "\",\"artifactType\":\"x/y\",\"platform\":{\"os\":\"linux\",\"architecture\":\""
        + architecture
        + "\"}}";
  }

  @Test
  void an_index_of_odd_images_keeps_its_bytes_through_everybodys_hands() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      CommandRun lamina = lamina("store");
      String digest = odd(lamina, "odd").digest().toString();
      String name = registry.host() + "/odd";
      lamina.run("push", "-q", "odd", name + ":1").ok();
      Path raw = scratch.resolve("raw");
      Sh.in(scratch)
          .stdout(raw)
          .run(
              Peers.require("skopeo").toString(),
              "inspect",
              "--raw",
              "--tls-verify=false",
              "docker://" + name + ":1")
          .ok();
      assertEquals(digest, Digest.sha256(Files.readAllBytes(raw)).toString());
      CommandRun other = lamina("other");
      other.run("pull", "-q", "-a", name + ":1").ok();
      assertEquals(digest, digest(other, name + ":1"));
      other.run("verify").ok();
      skopeo("copy", "--src-tls-verify=false", "docker://" + name + ":1", "dir:amd64").ok();

      lamina.run("copy", "-q", "docker://" + name + ":1", "docker://" + name + "/copy:1").ok();
      assertEquals(digest, lamina.run("digest", "--remote", name + "/copy:1").ok().out().strip());
      other.run("pull", "-q", "--platform", "linux/arm64", name + ":1").ok();
      String arm = other.run("inspect", "-f", "{{.Architecture}}", name + ":1").ok().out().strip();
      assertEquals("arm64", arm);
      assertEquals(8, other.run("pull", "--platform", "linux/s390x", name + ":1").exit());
    }
  }

  private static Descriptor artifact(
      StoreSession session, Descriptor subject, String name, String type) throws IOException {
    SampleImages.put(session, MediaType.EMPTY, "{}".getBytes(UTF_8));
    Descriptor content = SampleImages.put(session, type, name.getBytes(UTF_8));
    String manifest =
        "{ \"schemaVersion\":2,\n\"mediaType\":\""
            + MediaType.OCI_MANIFEST
            + "\",\"artifactType\":\""
            + type
            + "\",\"config\":"
            + Descriptor.EMPTY_JSON.toJson()
            + ",\"layers\":["
            + content.toJson()
            + "],\"subject\":"
            + subject.bare().toJson()
            + ",\"annotations\":{\"name\":\""
            + name
            + "\"}}\n";
    byte[] bytes = manifest.getBytes(UTF_8);
    Descriptor root = Descriptor.of(MediaType.OCI_MANIFEST, Digest.sha256(bytes), bytes.length);
    session.put(Manifest.document(root, bytes));
    session.publish(List.of(new NamedImage(Reference.parse(name), root)));
    return root;
  }

  @Test
  void what_refers_to_an_image_is_listed_and_copied_with_it() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      CommandRun lamina = lamina("store");
      Descriptor image = odd(lamina, "odd");
      Descriptor list;
      Descriptor signature;
      Descriptor ofPart;
      try (StoreSession session =
          ImageStore.open(lamina.store(), StoreOptions.DEFAULT).session("test")) {
        Descriptor part = session.manifest(image).value().children().get(1);
        list = artifact(session, image, "list", "application/spdx+json");
        signature = artifact(session, list, "signature", "application/x-signature");
        ofPart = artifact(session, part, "of-part", "application/x-signature");
      }
      String name = registry.host() + "/a/odd";
      lamina.run("push", "-q", "odd", name + ":1").ok();
      for (String artifact : List.of("list", "signature", "of-part")) {
        lamina.run("push", "-q", artifact, name + ":" + artifact).ok();
      }
      assertEquals(list.digest() + "\n", lamina.run("referrers", "-q", name + ":1").ok().out());
      String tag = "sha256-" + image.digest().hex();
      String theirs =
          skopeo("inspect", "--raw", "--tls-verify=false", "docker://" + name + ":" + tag)
              .ok()
              .out();
      assertTrue(theirs.contains(list.digest().toString()), theirs);

      String copy = registry.host() + "/b/odd";
      Result copied =
          lamina
              .run(
                  "copy", "-q", "--referrers", "docker://" + name + ":1", "docker://" + copy + ":1")
              .ok();
      assertEquals(image.digest() + "\n", copied.out());
      assertEquals(
          "application/spdx+json list\n",
          lamina
              .run("referrers", "--format", "{{.ArtifactType}} {{.Annotations}}", copy + ":1")
              .ok()
              .out()
              .replace("name=", ""));
      assertEquals(
          signature.digest() + "\n",
          lamina.run("referrers", "-q", copy + "@" + list.digest()).ok().out());
      assertEquals(
          ofPart.digest() + "\n",
          lamina.run("referrers", "-q", "--platform", "linux/arm64", copy + ":1").ok().out());
      assertEquals(
          "", lamina.run("referrers", "-q", "--artifact-type", "a/b", copy + ":1").ok().out());
      for (Descriptor each : List.of(list, signature, ofPart)) {
        String there = copy + "@" + each.digest();
        assertEquals(each.digest() + "\n", lamina.run("digest", "--remote", there).ok().out());
      }

      lamina.run("rmi", "--remote", copy + "@" + list.digest()).ok();
      assertEquals("", lamina.run("referrers", "-q", copy + ":1").ok().out());
    }
  }

  @Test
  void accounts_are_checked_kept_used_and_forgotten() throws IOException {
    try (DebianRegistry registry =
        DebianRegistry.withPassword(scratch.resolve("registry"), "me", PASSWORD)) {
      String name = registry.host() + "/hello:1";
      CommandRun lamina = hello();
      Result nobody = lamina.run("push", "-q", "hello", name);
      assertEquals(5, nobody.exit());
      assertTrue(nobody.err().contains("hint: there are no credentials for"), nobody.err());

      Path wrong = Files.write(scratch.resolve("wrong"), "guess".getBytes(UTF_8));
      Path right = Files.write(scratch.resolve("right"), (PASSWORD + "\n").getBytes(UTF_8));
      String[] login = {"login", "-u", "me", "--password-stdin", registry.host()};
      assertEquals(5, lamina.reading(wrong, login).exit());
      assertFalse(Files.exists(scratch.resolve("home/.docker/config.json")));
      lamina.reading(right, login).ok();
      lamina.run("push", "-q", "hello", name).ok();
      lamina("other").run("pull", "-q", name).ok();
      skopeo("inspect", "--tls-verify=false", "docker://" + name).ok();
      lamina.run("logout", registry.host()).ok();
      assertEquals(5, lamina("third").run("pull", "-q", name).exit());
    }
  }

  @Test
  void certificates_are_trusted_by_their_authority_or_not_at_all() throws IOException {
    TestAuthority authority = TestAuthority.in(Files.createDirectory(scratch.resolve("ca")));
    try (DebianRegistry registry = DebianRegistry.withTls(scratch.resolve("registry"), authority)) {
      String name = registry.host() + "/hello:1";
      CommandRun lamina = hello();
      Result unknown = lamina.run("push", "-q", "hello", name);
      assertEquals(5, unknown.exit());
      assertTrue(unknown.err().contains("certificate is not trusted"), unknown.err());
      lamina.run("push", "-q", "--cert-dir", authority.trust().toString(), "hello", name).ok();
      lamina("a").run("pull", "-q", "--insecure", registry.host(), name).ok();
      lamina("b").run("pull", "-q", "--tls-verify=false", name).ok();

      Path known = scratch.resolve("home/.config/containers/certs.d").resolve(registry.host());
      Files.createDirectories(known);
      Files.copy(authority.trust().resolve("ca.crt"), known.resolve("ca.crt"));
      lamina("c").run("pull", "-q", name).ok();
    }
  }

  @Test
  void tokens_are_fetched_for_what_is_done() throws IOException {
    try (SigningTokenServer tokens =
            SigningTokenServer.start(scratch.resolve("tokens"), Map.of("me", PASSWORD));
        DebianRegistry registry = DebianRegistry.withTokens(scratch.resolve("registry"), tokens)) {
      CommandRun lamina = hello();
      Path right = Files.write(scratch.resolve("right"), PASSWORD.getBytes(UTF_8));
      lamina.reading(right, "login", "-u", "me", "--password-stdin", registry.host()).ok();
      lamina.run("push", "-q", "hello", registry.host() + "/public/hello:1").ok();
      lamina.run("push", "-q", "hello", registry.host() + "/mine/hello:1").ok();
      assertEquals(
          2, registry.requests().stream().filter(r -> r.matches("POST .*mount=.* 201")).count());
      Result closed = lamina.run("push", "-q", "hello", registry.host() + "/closed/hello:1");
      assertEquals(5, closed.exit());

      lamina.run("logout", registry.host()).ok();
      lamina("other").run("pull", "-q", registry.host() + "/public/hello:1").ok();
      Result nobody = lamina.run("push", "-q", "hello", registry.host() + "/public/hello:2");
      assertEquals(5, nobody.exit());
      assertEquals(5, lamina("third").run("pull", registry.host() + "/mine/hello:1").exit());
    }
  }

  @Test
  void a_base_is_not_fetched_when_the_registry_has_it() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      String base = registry.host() + "/bases/hello:1";
      hello().run("push", "-q", "hello", base).ok();
      Path context = Files.createDirectory(scratch.resolve("context"));
      Files.write(context.resolve("new"), "new".getBytes(UTF_8));
      Files.write(
          context.resolve("Dockerfile"),
          ("FROM " + base + "\nCOPY --link new /\nLABEL a=b\n").getBytes(UTF_8));
      int before = registry.requests().size();
      CommandRun empty = lamina("empty");
      String name = registry.host() + "/apps/new:1";
      empty.run("build", "-q", "--push", "-t", name, context.toString()).ok();
      List<String> requests = registry.requests().subList(before, registry.requests().size());
      // the config alone
      assertEquals(
          1,
          requests.stream().filter(r -> r.matches("GET .*/blobs/.*")).count(),
          requests::toString);
      assertEquals("", empty.run("images", "-q").ok().out());
      CommandRun other = lamina("other");
      other.run("pull", "-q", name).ok();
      other.run("verify").ok();

      CommandRun kept = lamina("kept");
      kept.run("build", "-q", "-t", "new", context.toString()).ok();
      assertEquals(digest(other, name), digest(kept, "new"));
      kept.run("build", "-q", "--offline", "-t", "again", context.toString()).ok();
      assertEquals(digest(kept, "new"), digest(kept, "again"));
    }
  }

  @Test
  void layers_go_up_while_others_are_made() throws IOException {
    try (DebianRegistry registry = DebianRegistry.plain(scratch.resolve("registry"))) {
      Path context = Files.createDirectory(scratch.resolve("context"));
      Files.write(
          context.resolve("Dockerfile"),
          "FROM scratch\nCOPY Dockerfile /a\nCOPY Dockerfile /b\n".getBytes(UTF_8));
      String name = registry.host() + "/early:1";
      CommandRun lamina = lamina("store");
      lamina.run("build", "-q", "--push", "-t", name, context.toString()).ok();
      List<String> puts =
          registry.requests().stream().filter(r -> r.matches("PUT .*/uploads/.* 201")).toList();
      assertEquals(3, puts.size(), puts::toString);
      CommandRun other = lamina("other");
      other.run("pull", "-q", name).ok();
      other.run("verify").ok();
      for (Descriptor layer : layers(other, name)) {
        List<String> seen =
            registry.requests().stream()
                .filter(r -> r.startsWith("HEAD ") && r.contains(layer.digest().toString()))
                .map(r -> r.substring(r.length() - 3))
                .toList();
        // sent when it was made, and only looked for when the image was pushed
        assertEquals(List.of("404", "200"), seen);
      }
    }
  }

  private static List<Descriptor> layers(CommandRun lamina, String name) throws IOException {
    ImageStore store = ImageStore.open(lamina.store(), StoreOptions.DEFAULT);
    return Image.read(
            store, store.resolve(Reference.parse(name)), new PlatformMatcher(SampleImages.AMD64))
        .manifest()
        .layers();
  }
}
