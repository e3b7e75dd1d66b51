package dev.lamina.cli.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import dev.lamina.cli.CommandRun;
import dev.lamina.digest.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jib's registry client as a second one that knows nothing of ours: both must agree. */
class JibClientIT {
  @TempDir Path scratch;
  private DebianRegistry registry;
  private FailoverHttpClient http;
  private CommandRun lamina;

  @BeforeEach
  void open() throws Exception {
    registry = DebianRegistry.plain(scratch.resolve("registry"));
    http = new FailoverHttpClient(true, true, event -> {});
    lamina = Hello.built(scratch.resolve("store")).with("HOME", scratch.toString());
  }

  @AfterEach
  void close() throws Exception {
    http.shutDown();
    registry.close();
  }

  private RegistryClient jib(String repository) {
    return RegistryClient.factory(EventHandlers.NONE, registry.host(), repository, http)
        .newRegistryClient();
  }

  private static List<ContentDescriptorTemplate> blobs(OciManifestTemplate manifest) {
    List<ContentDescriptorTemplate> blobs = new ArrayList<>(manifest.getLayers());
    blobs.add(manifest.getContainerConfiguration());
    return blobs;
  }

  private Path stored(DescriptorDigest digest) {
    return lamina.store().resolve("blobs/sha256").resolve(digest.getHash());
  }

  @Test
  void jib_sees_and_reads_what_we_pushed() throws Exception {
    String pushed =
        lamina.run("push", "-q", "hello", registry.host() + "/ours:1").ok().out().strip();
    RegistryClient jib = jib("ours");
    ManifestAndDigest<OciManifestTemplate> found = jib.pullManifest("1", OciManifestTemplate.class);
    assertEquals(pushed, found.getDigest().toString());
    for (ContentDescriptorTemplate blob : blobs(found.getManifest())) {
      assertEquals(blob.getSize(), jib.checkBlob(blob.getDigest()).orElseThrow().getSize());
      byte[] bytes =
          Blobs.writeToByteArray(jib.pullBlob(blob.getDigest(), size -> {}, count -> {}));
      assertEquals(blob.getDigest().toString(), Digest.sha256(bytes).toString());
    }
    assertTrue(jib.checkManifest("2").isEmpty());
  }

  @Test
  void we_see_and_read_what_jib_pushed() throws Exception {
    lamina.run("push", "-q", "hello", registry.host() + "/ours:1").ok();
    OciManifestTemplate manifest =
        jib("ours").pullManifest("1", OciManifestTemplate.class).getManifest();
    RegistryClient jib = jib("theirs");
    for (ContentDescriptorTemplate blob : blobs(manifest)) {
      jib.pushBlob(blob.getDigest(), Blobs.from(stored(blob.getDigest())), null, count -> {});
    }
    String digest = jib.pushManifest(manifest, "1").toString();

    String name = registry.host() + "/theirs:1";
    assertEquals(digest, lamina.run("digest", "--remote", name).ok().out().strip());
    CommandRun other = new CommandRun(scratch.resolve("other")).with("HOME", scratch.toString());
    other.run("pull", "-q", name).ok();
    other.run("verify").ok();
    for (ContentDescriptorTemplate blob : blobs(manifest)) {
      Path here = other.store().resolve("blobs/sha256").resolve(blob.getDigest().getHash());
      assertEquals(-1, Files.mismatch(stored(blob.getDigest()), here));
    }
    // what Jib has brought is there for us, too
    String plan = lamina.run("push", "--dry-run", "hello", name).ok().out();
    for (ContentDescriptorTemplate blob : blobs(manifest)) {
      String exists = blob.getDigest() + "  exists ";
      assertTrue(plan.contains(exists), plan);
    }
  }
}
