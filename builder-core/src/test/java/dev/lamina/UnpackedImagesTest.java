package dev.lamina;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.build.CommitRequest;
import dev.lamina.build.CommitResult;
import dev.lamina.build.SourceDate;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.Image;
import dev.lamina.io.Durability;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.TarEntries;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.History;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreOptions;
import dev.lamina.tar.TarWriter;
import dev.lamina.testing.Trees;
import dev.lamina.unpack.DiskTimes;
import dev.lamina.unpack.UnpackOptions;
import dev.lamina.unpack.UnpackReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image is imported, unpacked, changed and committed. */
class UnpackedImagesTest {
  private static final ImagesOptions FAST =
      ImagesOptions.DEFAULT.withStore(StoreOptions.DEFAULT.withDurability(Durability.FAST));
  private static final Platform AMD64 = new Platform("linux", "amd64");
  private static final UnpackOptions OPTIONS =
      UnpackOptions.DEFAULT.withDurability(Durability.FAST);
  private static final String[] BASE = {
    "d 755 0:0 bin",
    "f 4755 0:0 bin/su su",
    "h 4755 0:0 bin/sudo bin/su",
    "l 777 0:0 bin/sh su",
    "c 644 0:0 null 1,3",
    "d 555 0:0 ro",
    "f 0 0:0 ro/f secret",
    "d 755 0:0 var",
    "f 644 5:6 var/a a",
    "f 644 0:0 var/b b",
    "p 600 0:0 var/pipe",
  };

  @TempDir Path temp;
  private Images images;
  private Path bundle;
  private Path rootfs;

  @BeforeEach
  void open() throws IOException, DockerfileException {
    images = Images.open(temp.resolve("store"), FAST);
    bundle = temp.resolve("bundle");
    rootfs = bundle.resolve("rootfs");
    imported("base", BASE);
  }

  private CommitResult imported(String name, String... lines)
      throws IOException, DockerfileException {
    CommitRequest request = CommitRequest.DEFAULT.withNames(List.of(Reference.parse(name)));
    return images.unpacked().importTar(new ByteArrayInputStream(tar(lines)), AMD64, request);
  }

  private static byte[] tar(String... lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes)) {
      for (Entry entry : Trees.entries(lines)) {
        if (entry instanceof FileEntry file) {
          try (InputStream in = file.content().open()) {
            tar.add(TarEntries.header(entry), in);
          }
        } else {
          tar.add(TarEntries.header(entry));
        }
      }
      tar.finish();
    }
    return bytes.toByteArray();
  }

  private UnpackReport unpack(UnpackOptions options) throws IOException {
    return images.unpacked().unpack("base", AMD64, bundle, options);
  }

  private CommitResult commit(CommitRequest request) throws IOException, DockerfileException {
    return images
        .unpacked()
        .commit(
            bundle, DiskTimes.Kind.DATE, request.withNames(List.of(Reference.parse("changed"))));
  }

  private Image image(String name) throws IOException {
    return images.inspect(name, AMD64).image();
  }

  /** The entries of the layers of an image above its first. */
  private List<String> added(String name) throws IOException {
    ImageStore store = ImageStore.open(temp.resolve("store"), StoreOptions.DEFAULT);
    Image image = image(name);
    List<Descriptor> layers = image.manifest().layers();
    if (layers.size() == 1) {
      return List.of();
    }
    assertEquals(2, layers.size());
    var diffId = image.config().value().rootFs().diffIds().get(1);
    return LayerIndex.read(store, layers.get(1), diffId, "layer").entries().stream()
        .map(UnpackedImagesTest::line)
        .toList();
  }

  private static String line(Entry entry) {
    try {
      return Trees.line(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void changes_become_one_layer_of_entries_and_whiteouts() throws Exception {
    unpack(OPTIONS);
    Files.writeString(rootfs.resolve("var/a"), "A");
    Files.delete(rootfs.resolve("var/b"));
    Files.createDirectories(rootfs.resolve("new/dir"));
    Files.writeString(rootfs.resolve("new/dir/f"), "n");
    Files.setAttribute(rootfs.resolve("bin"), "unix:mode", 0700);

    CommitResult result = commit(CommitRequest.DEFAULT);
    assertEquals(CommitResult.Outcome.LAYER, result.outcome());
    assertEquals(5, result.changed());
    assertEquals(1, result.removed());
    assertEquals(
        List.of(
            "d 0700 0:0 bin",
            "d 0755 0:0 new",
            "d 0755 0:0 new/dir",
            "f 0644 0:0 new/dir/f n",
            "f 0644 0:0 var/.wh.b",
            "f 0644 5:6 var/a A"),
        added("changed"));
    assertEquals(
        image("base").manifest().layers().get(0), image("changed").manifest().layers().get(0));
  }

  @Test
  void nothing_changed_is_the_same_image() throws Exception {
    unpack(OPTIONS);
    CommitResult same = commit(CommitRequest.DEFAULT);
    assertEquals(CommitResult.Outcome.NOTHING, same.outcome());
    assertEquals(image("base").id(), same.imageId());
    assertEquals(images.find("base").digest(), images.find("changed").digest());
  }

  @Test
  void a_change_of_the_configuration_makes_no_layer() throws Exception {
    unpack(OPTIONS);
    CommitResult result =
        commit(
            CommitRequest.DEFAULT
                .withChanges(List.of("ENV A=1", "ENV B=$A-2", "CMD [\"/x\"]", "WORKDIR /w"))
                .withMessage("why")
                .withAuthor("me")
                .withSourceDate(SourceDate.given(7)));
    assertEquals(CommitResult.Outcome.CONFIG, result.outcome());
    var config = image("changed").config().value();
    assertEquals(List.of("A=1", "B=1-2"), config.config().env());
    assertEquals("/w", config.config().workingDir());
    assertEquals("me", config.author());
    assertEquals(2, config.history().size());
    assertEquals(
        new History("1970-01-01T00:00:07Z", "lamina commit", "me", "why", true),
        config.history().get(1));
    assertEquals(List.of(), added("changed"));
  }

  @Test
  void instructions_that_are_not_for_configurations_are_refused_with_their_line() throws Exception {
    unpack(OPTIONS);
    DockerfileException failure =
        assertThrows(
            DockerfileException.class,
            () -> commit(CommitRequest.DEFAULT.withChanges(List.of("ENV A=1", "RUN x", "FROM y"))));
    assertEquals(
        List.of("--change:2:1", "--change:3:1"),
        failure.problems().stream().map(p -> p.range().toString()).toList());
    assertThrows(NotFoundException.class, () -> images.find("changed"));
  }

  @Test
  void what_is_only_touched_has_not_changed_unless_times_are_kept() throws Exception {
    unpack(OPTIONS);
    FileTime time = FileTime.from(1000, TimeUnit.SECONDS);
    Files.setLastModifiedTime(rootfs.resolve("var/a"), time);
    assertEquals(CommitResult.Outcome.NOTHING, commit(CommitRequest.DEFAULT).outcome());
    images
        .unpacked()
        .commit(
            bundle,
            DiskTimes.Kind.PRESERVED,
            CommitRequest.DEFAULT.withNames(List.of(Reference.parse("touched"))));
    assertEquals(List.of("f 0644 5:6 var/a a"), added("touched"));
  }

  @Test
  void a_change_that_leaves_size_and_time_is_seen() throws Exception {
    unpack(OPTIONS);
    Path file = rootfs.resolve("var/a");
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, "z");
    Files.setLastModifiedTime(file, before);
    commit(CommitRequest.DEFAULT);
    assertEquals(List.of("f 0644 5:6 var/a z"), added("changed"));
  }

  @Test
  void names_of_one_file_come_together() throws Exception {
    unpack(OPTIONS);
    Files.createLink(rootfs.resolve("bin/third"), rootfs.resolve("bin/su"));
    commit(CommitRequest.DEFAULT);
    assertEquals(
        List.of(
            "f 04755 0:0 bin/su su", "h 04755 0:0 bin/sudo bin/su", "h 04755 0:0 bin/third bin/su"),
        added("changed"));
  }

  @Test
  void a_link_that_is_broken_up_is_a_change() throws Exception {
    unpack(OPTIONS);
    Path name = rootfs.resolve("bin/sudo");
    Files.delete(name);
    Files.copy(rootfs.resolve("bin/su"), name);
    commit(CommitRequest.DEFAULT);
    assertEquals(1, added("changed").size());
    assertTrue(added("changed").get(0).endsWith("bin/sudo su"), added("changed").toString());
  }

  @Test
  void what_was_stripped_comes_back_with_a_new_mode_and_not_with_new_content() throws Exception {
    unpack(OPTIONS);
    Files.setAttribute(rootfs.resolve("bin/su"), "unix:mode", 0750);
    commit(CommitRequest.DEFAULT);
    assertEquals("f 04750 0:0 bin/su su", added("changed").get(0));
    Files.writeString(rootfs.resolve("bin/su"), "other");
    commit(CommitRequest.DEFAULT);
    assertEquals("f 0750 0:0 bin/su other", added("changed").get(0));
  }

  @Test
  void devices_that_were_left_out_are_not_missing_unless_their_directory_is() throws Exception {
    UnpackReport report = unpack(OPTIONS);
    assertEquals("[/null, /var/pipe]", report.skipped().toString());
    Files.writeString(rootfs.resolve("null"), "a file");
    try (Stream<Path> files = Files.walk(rootfs.resolve("var"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    commit(CommitRequest.DEFAULT);
    assertEquals(List.of("f 0644 0:0 .wh.var", "f 0644 0:0 null a file"), added("changed"));
  }

  @Test
  void links_are_never_followed() throws Exception {
    unpack(OPTIONS);
    Files.delete(rootfs.resolve("var/a"));
    Files.createSymbolicLink(rootfs.resolve("var/a"), Path.of("/etc"));
    commit(CommitRequest.DEFAULT);
    assertEquals(List.of("l 0777 0:0 var/a /etc"), added("changed"));
  }

  @Test
  void no_file_is_newer_than_a_date_that_is_given() throws Exception {
    unpack(OPTIONS);
    Files.writeString(rootfs.resolve("var/a"), "A");
    commit(CommitRequest.DEFAULT.withSourceDate(SourceDate.given(77)));
    ImageStore store = ImageStore.open(temp.resolve("store"), StoreOptions.DEFAULT);
    Image image = image("changed");
    LayerIndex index =
        LayerIndex.read(
            store,
            image.manifest().layers().get(1),
            image.config().value().rootFs().diffIds().get(1),
            "layer");
    assertEquals(77, index.entries().get(0).metadata().mtime());
    assertEquals("1970-01-01T00:01:17Z", image.config().value().created());
  }

  @Test
  void a_name_that_deletes_in_layers_is_refused() throws Exception {
    unpack(OPTIONS);
    Files.writeString(rootfs.resolve("var/.wh.b"), "");
    RefusedInputException failure =
        assertThrows(RefusedInputException.class, () -> commit(CommitRequest.DEFAULT));
    assertTrue(String.valueOf(failure.getMessage()).startsWith("/var/.wh.b: "));
  }

  @Test
  void a_directory_without_a_record_or_an_image_that_is_gone_is_not_found() throws Exception {
    Files.createDirectories(rootfs);
    assertThrows(NotFoundException.class, () -> commit(CommitRequest.DEFAULT));
    Files.delete(rootfs);
    unpack(OPTIONS);
    images = Images.open(temp.resolve("other"), FAST);
    assertThrows(NotFoundException.class, () -> commit(CommitRequest.DEFAULT));
  }

  @Test
  void a_damaged_record_is_refused() throws Exception {
    unpack(OPTIONS);
    Path record = bundle.resolve("lamina.jsonl");
    List<String> lines = Files.readAllLines(record);
    Files.write(record, lines.subList(0, lines.size() - 1));
    assertThrows(RefusedInputException.class, () -> commit(CommitRequest.DEFAULT));
    Files.writeString(record, "{}\n");
    assertThrows(RefusedInputException.class, () -> commit(CommitRequest.DEFAULT));
  }

  @Test
  void u01_what_is_there_is_not_replaced() throws Exception {
    Files.createDirectory(bundle);
    unpack(OPTIONS); // empty
    assertRefused("the directory is not empty", bundle, OPTIONS);
    Path file = Files.writeString(temp.resolve("file"), "");
    assertRefused("it is no directory", file, OPTIONS);
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
    for (UnpackOptions options :
        List.of(OPTIONS, OPTIONS.withPlace(UnpackOptions.Place.REPLACED))) {
      assertRefused("it is a link", link, options);
      assertRefused("the root of the file system is not replaced", Path.of("/"), options);
      assertRefused("it is inside the store", temp.resolve("store/new"), options);
      assertRefused(null, temp.resolve("missing/.."), options);
    }
    assertRefused("the store is inside it", temp, OPTIONS.withPlace(UnpackOptions.Place.REPLACED));
    assertTrue(Files.exists(temp.resolve("store/index.json")));
  }

  private void assertRefused(@Nullable String why, Path place, UnpackOptions options) {
    RefusedInputException failure =
        assertThrows(
            RefusedInputException.class,
            () -> images.unpacked().unpack("base", AMD64, place, options));
    String message = String.valueOf(failure.getMessage());
    assertTrue(why == null || message.endsWith(": " + why), message);
  }

  @Test
  void u01_force_replaces_a_directory_as_a_whole_and_nothing_that_it_links_to() throws Exception {
    Path precious = Files.writeString(temp.resolve("precious"), "p");
    Files.createDirectories(bundle.resolve("sub"));
    Files.createSymbolicLink(bundle.resolve("sub/link"), temp.resolve("precious"));
    Files.createSymbolicLink(bundle.resolve("store"), temp.resolve("store"));
    unpack(OPTIONS.withPlace(UnpackOptions.Place.REPLACED));
    assertEquals(List.of("lamina.jsonl", "rootfs"), children(bundle));
    assertEquals("p", Files.readString(precious));
    assertEquals(List.of("bundle", "precious", "store"), children(temp));
  }

  private static List<String> children(Path folder) throws IOException {
    return Fs.names(folder).stream().map(name -> name.decoded()).toList();
  }

  @Test
  void u02_modes_come_last() throws Exception {
    unpack(OPTIONS);
    assertEquals(0555, mode("ro"));
    assertEquals(0, mode("ro/f"));
  }

  private int mode(String name) throws IOException {
    return Objects.requireNonNull(Fs.status(rootfs.resolve(name))).mode();
  }

  @Test
  void u03_setuid_is_kept_only_when_asked() throws Exception {
    UnpackReport report = unpack(OPTIONS);
    assertEquals("[/bin/su]", report.stripped().toString());
    assertEquals(0755, mode("bin/su"));
    report =
        unpack(
            OPTIONS.withPlace(UnpackOptions.Place.REPLACED).withSetIds(UnpackOptions.SetIds.KEPT));
    assertEquals(List.of(), report.stripped());
    assertEquals(04755, mode("bin/su"));
  }

  @Test
  void u04_owners_are_in_the_record() throws Exception {
    unpack(OPTIONS);
    String line =
        Files.readAllLines(bundle.resolve("lamina.jsonl")).stream()
            .filter(l -> l.contains("\"var/a\""))
            .findFirst()
            .orElseThrow();
    assertTrue(line.contains("\"uid\":5,\"gid\":6"), line);
  }

  @Test
  void u06_zeros_are_holes_and_contents_are_whole() throws Exception {
    byte[] content = new byte[5 << 20];
    content[3 << 20] = 1;
    Path tree = Files.createDirectory(temp.resolve("tree"));
    Files.write(tree.resolve("big"), content);
    Files.write(tree.resolve("empty"), new byte[0]);
    images
        .unpacked()
        .importDirectory(
            tree,
            DiskTimes.Kind.DATE,
            AMD64,
            CommitRequest.DEFAULT.withNames(List.of(Reference.parse("base"))));
    unpack(OPTIONS);
    assertTrue(Arrays.equals(content, Files.readAllBytes(rootfs.resolve("big"))));
    assertEquals(0, Files.size(rootfs.resolve("empty")));
  }

  @Test
  void u08_times_of_links_are_set_and_times_out_of_range_are_counted() throws Exception {
    unpack(OPTIONS);
    assertEquals(
        FileTime.from(0, TimeUnit.SECONDS),
        Files.getLastModifiedTime(rootfs.resolve("bin/sh"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void devices_can_be_refused_before_anything_is_written() throws Exception {
    assertThrows(
        RefusedInputException.class,
        () -> unpack(OPTIONS.withSpecial(UnpackOptions.Special.REFUSED)));
    assertFalse(Files.exists(bundle));
    assertEquals(List.of("store"), children(temp));
  }

  @Test
  void a_name_that_no_disk_holds_is_refused_before_anything_is_written() throws Exception {
    imported("base", "f 644 0:0 " + "x".repeat(256) + " a");
    assertThrows(RefusedInputException.class, () -> unpack(OPTIONS));
    assertEquals(List.of("store"), children(temp));
  }

  @Test
  void import_is_as_dockers() throws Exception {
    CommitResult result =
        images
            .unpacked()
            .importTar(
                new ByteArrayInputStream(
                    tar("f 644 1:2 x first", "f 600 3:4 ./d/../x last", "f 644 0:0 /deep/f f")),
                new Platform("linux", "arm64"),
                CommitRequest.DEFAULT
                    .withChanges(List.of("CMD x"))
                    .withNames(List.of(Reference.parse("imported"))));
    var config = image("imported").config().value();
    assertEquals(result.imageId(), image("imported").id());
    assertEquals("arm64", config.platform().architecture());
    assertEquals(List.of(), config.config().env());
    assertEquals(List.of("/bin/sh", "-c", "x"), config.config().cmd());
    assertEquals(
        List.of(new History("1970-01-01T00:00:00Z", null, null, "Imported from -", false)),
        config.history());
    bundle = temp.resolve("imported");
    images.unpacked().unpack("imported", AMD64, bundle, OPTIONS);
    assertEquals("last", Files.readString(bundle.resolve("rootfs/x")));
    assertEquals(List.of("deep", "x"), children(bundle.resolve("rootfs")));
  }

  @Test
  void what_is_imported_does_not_depend_on_the_order_of_the_tar() throws Exception {
    CommitResult one = imported("one", "d 755 0:0 d", "f 644 0:0 d/f x", "f 644 0:0 a y");
    CommitResult other = imported("two", "f 644 0:0 a y", "d 755 0:0 d", "f 644 0:0 d/f x");
    assertEquals(one.imageId(), other.imageId());
  }

  @Test
  void what_is_no_sound_tar_is_refused() throws Exception {
    byte[] tar = tar("f 644 0:0 a a");
    for (byte[] bytes : List.of("no tar".repeat(200).getBytes(UTF_8), Arrays.copyOf(tar, 512))) {
      assertThrows(
          RefusedInputException.class,
          () ->
              images
                  .unpacked()
                  .importTar(new ByteArrayInputStream(bytes), AMD64, CommitRequest.DEFAULT));
    }
    assertThrows(RefusedInputException.class, () -> imported("x", "h 644 0:0 a ../etc/passwd"));
    assertThrows(RefusedInputException.class, () -> imported("x", "f 644 0:0 d/.wh. "));
  }

  @Test
  void the_store_is_not_imported() {
    assertThrows(
        RefusedInputException.class,
        () ->
            images
                .unpacked()
                .importDirectory(temp, DiskTimes.Kind.DATE, AMD64, CommitRequest.DEFAULT));
  }
}
