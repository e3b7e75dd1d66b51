package dev.lamina.archive;

import static dev.lamina.image.SampleImages.AMD64;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.SampleImages;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Document;
import dev.lamina.progress.ProgressListener;
import dev.lamina.tar.TarLimits;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that lie, each wrong in one place, and the message that each must give. */
class HostileArchiveTest {
  private static final byte[] LAYER = SampleImages.layerTar("a");
  private static final byte[] CONFIG = SampleImages.config(AMD64, List.of("a"));
  private static final String CONFIG_NAME = Digest.sha256(CONFIG).hex() + ".json";

  private static HandMadeArchive members() {
    return new HandMadeArchive().file(CONFIG_NAME, CONFIG).file("id/layer.tar", LAYER);
  }

  private static byte[] docker(String config, String tags, String layers) {
    return members().document("manifest.json", item(config, tags, layers)).bytes();
  }

  private static String item(String config, String tags, String layers) {
    return "[{'Config':'" + config + "','RepoTags':" + tags + ",'Layers':" + layers + "}]";
  }

  private static byte[] layers(String layers) {
    return docker(CONFIG_NAME, "null", layers);
  }

  private static byte[] tags(String tags) {
    return docker(CONFIG_NAME, tags, "['id/layer.tar']");
  }

  private static byte[] manifestJson(String json) {
    return members().document("manifest.json", json).bytes();
  }

  private static HandMadeArchive linked() {
    return members().document("manifest.json", item(CONFIG_NAME, "null", "['x/layer.tar']"));
  }

  private static Arguments refused(String what, byte[] archive, String message) {
    return Arguments.of(what, archive, RefusedInputException.class, message);
  }

  private static Arguments mismatch(String what, byte[] archive, String message) {
    return Arguments.of(what, archive, ContentMismatchException.class, message);
  }

  static Stream<Arguments> names_that_lead_elsewhere() {
    return Stream.of(
        refused("absolute layer", layers("['/etc/shadow']"), "layer '/etc/shadow' is absolute"),
        refused(
            "climbing layer", layers("['../../x']"), "layer '../../x' leads out of the archive"),
        refused("no such layer", layers("['y']"), "layer 'y' is not a file of the archive"),
        refused("layer is NUL", layers("['a\\u0000b']"), "contains NUL"),
        refused(
            "layer is a directory",
            new HandMadeArchive()
                .directory("d/")
                .file(CONFIG_NAME, CONFIG)
                .document("manifest.json", item(CONFIG_NAME, "null", "['d/']"))
                .bytes(),
            "layer 'd/' is not a file of the archive"),
        refused(
            "symlink to a file of the host",
            linked().symlink("x/layer.tar", "/etc/shadow").bytes(),
            "link /x/layer.tar of the archive points to the absolute path /etc/shadow"),
        refused(
            "symlink out of the archive",
            linked().symlink("x/layer.tar", "../../id/layer.tar").bytes(),
            "link /x/layer.tar leads out of the archive: ../../id/layer.tar"),
        refused(
            "symlink to nothing",
            linked().symlink("x/layer.tar", "../gone").bytes(),
            "layer 'x/layer.tar' is not a file of the archive"),
        refused(
            "links in a circle",
            linked().symlink("x/layer.tar", "../y").symlink("y", "x/layer.tar").bytes(),
            "layer 'x/layer.tar' is a link without end"),
        refused(
            "hard link out of the archive",
            linked().hardLink("x/layer.tar", "../etc/shadow").bytes(),
            "hard link '../etc/shadow' leads out of the archive"),
        refused(
            "absolute member",
            members().fileWithOddName("/etc/shadow", LAYER).bytes(),
            "member '/etc/shadow' is absolute"),
        refused(
            "climbing member",
            members().fileWithOddName("../x", LAYER).bytes(),
            "member '../x' leads out of the archive"),
        refused(
            "config is the layer",
            docker("id/layer.tar", "null", "['id/layer.tar']"),
            "config sha256:" + Digest.sha256(LAYER).hex()));
  }

  static Stream<Arguments> documents_that_are_wrong() {
    return Stream.of(
        refused("not an array", manifestJson("{}"), "manifest.json: not a JSON array"),
        refused("not JSON", manifestJson("[{"), "manifest.json"),
        refused("no image", manifestJson("[]"), "the archive holds no image"),
        refused("item is a number", manifestJson("[1]"), "something that is not an object"),
        refused("no config", manifestJson("[{}]"), "field 'Config' is missing"),
        refused("keys in lower case", manifestJson("[{'config':'x'}]"), "must be spelled 'Config'"),
        refused(
            "1,001 images",
            manifestJson("[" + "{},".repeat(1000) + "{}]"),
            "manifest.json lists more than 1000 images"),
        refused(
            "manifest.json twice",
            members().document("manifest.json", "[]").document("manifest.json", "[]").bytes(),
            "the archive holds two members named /manifest.json"),
        refused(
            "a layer twice with different content",
            members().file("id/layer.tar", CONFIG).bytes(),
            "the archive holds two members named /id/layer.tar"),
        refused(
            "a document over 4 MiB",
            members().file("manifest.json", new byte[Document.MAX_SIZE + 1]).bytes(),
            "more than the limit of 4194304"),
        refused("one layer too few", layers("[]"), "has 0 layers, its config names 1"),
        refused("tag breaks the grammar", tags("['a b']"), "'a b' cannot name an image"),
        refused("tag is an option", tags("['-x']"), "'-x' cannot name an image"),
        refused("tag with a control character", tags("['a\\u001b[2J']"), "'a\\x1b[2J'"),
        refused("tag with a digest", tags("['a@sha256:" + "0".repeat(64) + "']"), "has a digest"),
        refused("tag is a number", tags("[1]"), "something that is not a string"),
        refused(
            "one name, two images",
            twoImages("a:1", "a:1"),
            "uses the name docker.io/library/a:1 for two images"),
        refused(
            "made by Docker before 1.10",
            new HandMadeArchive()
                .document("repositories", "{}")
                .directory("id/")
                .document("id/json", "{}")
                .file("id/layer.tar", LAYER)
                .bytes(),
            "made by Docker before 1.10"),
        refused("empty", new HandMadeArchive().bytes(), "not an image archive: it is empty"),
        refused(
            "a root file system",
            new HandMadeArchive().file("etc/passwd", LAYER).bytes(),
            "not an image archive: it has neither manifest.json nor oci-layout"),
        refused("not a tar", "#!/bin/sh\n".repeat(100).getBytes(UTF_8), "offset 0"));
  }

  private static byte[] twoImages(String first, String second) {
    byte[] other = SampleImages.config(SampleImages.ARM64, List.of("a"));
    String a = item(CONFIG_NAME, "['" + first + "']", "['id/layer.tar']");
    String b = item("other", "['" + second + "']", "['id/layer.tar']");
    return members()
        .file("other", other)
        .document("manifest.json", a.replace("]}]", "]}," + b.substring(1)))
        .bytes();
  }

  static Stream<Arguments> bytes_that_are_not_what_they_are_called() {
    byte[] bad = SampleImages.compress(Compression.GZIP, LAYER);
    bad[bad.length - 5] ^= 1;
    return Stream.of(
        mismatch(
            "config is called after another digest",
            new HandMadeArchive()
                .file("0".repeat(64) + ".json", CONFIG)
                .file("id/layer.tar", LAYER)
                .document(
                    "manifest.json", item("0".repeat(64) + ".json", "null", "['id/layer.tar']"))
                .bytes(),
            "digest mismatch of config 0000"),
        mismatch(
            "layer is not the one of the config",
            new HandMadeArchive()
                .file(CONFIG_NAME, CONFIG)
                .file("id/layer.tar", SampleImages.layerTar("b"))
                .document("manifest.json", item(CONFIG_NAME, "null", "['id/layer.tar']"))
                .bytes(),
            "the config says " + Digest.sha256(LAYER)),
        mismatch(
            "blob is called after another digest",
            members().file("blobs/sha256/" + "0".repeat(64), LAYER).bytes(),
            "digest mismatch of member /blobs/sha256/0000"),
        refused(
            "compressed layer is damaged",
            new HandMadeArchive()
                .file(CONFIG_NAME, CONFIG)
                .file("id/layer.tar", bad)
                .document("manifest.json", item(CONFIG_NAME, "null", "['id/layer.tar']"))
                .bytes(),
            "cannot be decompressed: "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "names_that_lead_elsewhere",
    "documents_that_are_wrong",
    "bytes_that_are_not_what_they_are_called"
  })
  void nothing_is_named_and_the_message_says_why(
      String what, byte[] archive, Class<? extends IOException> kind, String message) {
    MemoryImages store = new MemoryImages();
    IOException failure = assertThrows(kind, () -> Archives.loadInto(store, archive), () -> what);
    assertTrue(failure.toString().contains(message), failure::toString);
    assertEquals(List.of(), store.images());
  }

  @Test
  void an_endless_stream_ends_at_the_limit() {
    InputStream head = new ByteArrayInputStream(endlessMember());
    InputStream zeros =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return length;
          }
        };
    RefusedInputException refused =
        assertThrows(
            RefusedInputException.class,
            () ->
                ImageArchiveReader.read(
                    new SequenceInputStream(head, zeros),
                    new MemoryImages(),
                    new MemoryImages(),
                    ProgressListener.NONE,
                    TarLimits.ARCHIVE.withMaxBytes(1 << 20)));
    assertTrue(refused.toString().contains("limit"), refused::toString);
  }

  /** Only a header that announces more than the limit. */
  private static byte[] endlessMember() {
    byte[] archive = new HandMadeArchive().file("x", new byte[2 << 20]).bytes();
    return Arrays.copyOf(archive, 512);
  }

  @Test
  void a_layer_that_unpacks_without_end_is_refused() throws IOException {
    byte[] bomb = SampleImages.compress(Compression.GZIP, new byte[1 << 20]);
    MemoryImages store = new MemoryImages();
    SpooledFile file =
        new MemberSpool(store, new Unpacking(1000))
            .spool(EntryPath.of("x"), bomb.length, new ByteArrayInputStream(bomb));
    assertEquals("unpacks to more than 1000 bytes", file.problem());
    assertEquals(Digest.sha256(bomb), file.blob().digest());
  }

  /** Some changed bytes, as (place, value). */
  private static final Gen<List<Integer>> CHANGES = Gen.lists(Gen.ints(0, Integer.MAX_VALUE), 4);

  @Test
  void an_archive_with_random_bytes_changed_is_refused_or_names_what_it_named() {
    byte[] archive =
        members()
            .document("manifest.json", item(CONFIG_NAME, "['a:1']", "['id/layer.tar']"))
            .bytes();
    Law.forAll(
        CHANGES,
        400,
        changes -> {
          byte[] changed = archive.clone();
          for (int change : changes) {
            changed[change % changed.length] = (byte) (change >>> 16);
          }
          MemoryImages store = new MemoryImages();
          try {
            Archives.loadInto(store, changed);
            assertEquals(1, store.images().size());
          } catch (RefusedInputException | ContentMismatchException e) {
            assertEquals(List.of(), store.images());
          }
        });
  }
}
