package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.CacheExport.Extent;
import dev.lamina.build.BuildRequest;
import dev.lamina.build.CacheUse;
import dev.lamina.cache.CacheImage;
import dev.lamina.cache.SharedLayer;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImagePicker;
import dev.lamina.io.Durability;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Layer;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import dev.lamina.registry.RegistryOptions;
import dev.lamina.store.ImageStore;
import dev.lamina.store.LayoutImages;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.StoreSession;
import dev.lamina.store.VerifyDepth;
import dev.lamina.transport.ImagePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each machine is a store; what they share is a layout. */
class SharedCachesTest {
  private static final StoreOptions FAST = StoreOptions.DEFAULT.withDurability(Durability.FAST);
  private static final String TWO_STAGES =
      """
      FROM scratch AS made
      COPY d /src/
      FROM scratch
      WORKDIR /app/deep
      COPY --chmod=751 a /app/
      COPY --from=made /src/b /app/b
      """;

  @TempDir Path temp;
  private final List<String> outcomes = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private int written;

  @BeforeEach
  void files() throws IOException {
    write("a", "one");
    write("d/b", "two");
    write("d/c", "three");
    Files.createSymbolicLink(temp.resolve("context/d/link"), Path.of("b"));
    Files.createLink(temp.resolve("context/d/same"), temp.resolve("context/d/c"));
  }

  private void write(String name, String text) throws IOException {
    Path file = temp.resolve("context").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ImagePlace cache() {
    return new ImagePlace.InLayout(temp.resolve("cache"), null);
  }

  private SharedCaches to(Extent extent) {
    return new SharedCaches(
        List.of(), List.of(new CacheExport(cache(), extent, CacheExport.OnFailure.FAIL)));
  }

  private SharedCaches from() {
    return new SharedCaches(List.of(cache()), List.of());
  }

  private void watch(ProgressEvent event) {
    if (event instanceof ProgressEvent.StepDone done) {
      outcomes.add(done.outcome().name());
    } else if (event instanceof ProgressEvent.Warning warning) {
      said.add(warning.text());
    } else if (event instanceof ProgressEvent.BytesMoved moved
        && moved.what().equals("writing layer")) {
      written++;
    }
  }

  private Images machine(String name) throws IOException {
    return Images.open(
        temp.resolve(name), ImagesOptions.DEFAULT.withStore(FAST).withProgress(this::watch));
  }

  private Digest build(String machine, SharedCaches caches)
      throws IOException, DockerfileException {
    return build(machine, caches, CacheUse.USED);
  }

  private Digest build(String machine, SharedCaches caches, CacheUse use)
      throws IOException, DockerfileException {
    outcomes.clear();
    said.clear();
    written = 0;
    DirectoryContext context =
        DirectoryContext.open(temp.resolve("context"), DockerIgnore.NONE, ContextOptions.at(0));
    DockerfileSource file = DockerfileSource.of("Dockerfile", TWO_STAGES);
    BuildRequest request =
        BuildRequest.builder(file, context).name(Reference.parse("app")).cache(use).build();
    return machine(machine)
        .registries(RegistryOptions.DEFAULT)
        .sharing(caches)
        .build(request, PullPolicy.OFFLINE)
        .root()
        .digest();
  }

  private List<String> hits() {
    return outcomes;
  }

  private static List<String> cached(int made, int found) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < made + found; i++) {
      all.add(i < made ? "EXECUTED" : "CACHED");
    }
    return all;
  }

  @Test
  void a_fresh_machine_makes_no_layer() throws IOException, DockerfileException {
    Digest first = build("a", to(Extent.ALL));
    assertEquals(cached(4, 0), hits());
    assertEquals(first, build("b", from()));
    assertEquals(cached(0, 4), hits());
    assertEquals(0, written);
    assertEquals(List.of(), said);
    List<String> why = new ArrayList<>();
    machine("b").reasons().of(first).get(0).steps().stream()
        .filter(step -> step.step() == 1)
        .forEach(step -> why.add(step.reasons().get(0).kind().id()));
    assertEquals(List.of("shared", "shared"), why);

    // from now on it knows them itself
    assertEquals(first, build("b", SharedCaches.NONE));
    assertEquals(cached(0, 4), hits());
  }

  @Test
  void the_smaller_cache_has_what_is_in_the_image() throws IOException, DockerfileException {
    Digest first = build("a", to(Extent.IMAGE));
    assertEquals(first, build("b", from()));
    assertEquals(List.of("EXECUTED", "CACHED", "CACHED", "CACHED"), hits());
  }

  @Test
  void a_changed_file_makes_its_own_layers_alone() throws IOException, DockerfileException {
    build("a", to(Extent.ALL));
    write("a", "neo");
    Digest changed = build("b", from());
    assertEquals(List.of("CACHED", "CACHED", "EXECUTED", "CACHED"), hits());
    assertEquals(changed, build("c", SharedCaches.NONE));
  }

  @Test
  void without_cache_none_is_asked_and_one_is_left() throws IOException, DockerfileException {
    SharedCaches both = new SharedCaches(from().from(), to(Extent.ALL).to());
    Digest first = build("a", both, CacheUse.IGNORED);
    assertEquals(List.of(), said);
    assertEquals(first, build("b", both, CacheUse.IGNORED));
    assertEquals(cached(4, 0), hits());
    assertEquals(first, build("c", from()));
    assertEquals(cached(0, 4), hits());
  }

  @Test
  void a_cache_that_is_missing_is_a_warning() throws IOException, DockerfileException {
    build("a", from());
    assertEquals(1, said.size(), said::toString);
    assertTrue(said.get(0).contains("is not used: there is no OCI image layout"), said::toString);
  }

  @Test
  void an_image_is_no_cache_and_a_warning() throws IOException, DockerfileException {
    Digest first = build("a", SharedCaches.NONE);
    ImagePlace image = new ImagePlace.InLayout(temp.resolve("a"), null);
    assertEquals(first, build("b", new SharedCaches(List.of(image), List.of())));
    assertTrue(said.get(0).contains("is not a build cache of lamina"), said::toString);
  }

  private ImagePicker picker() throws IOException {
    return LayoutImages.open(temp.resolve("cache"));
  }

  private List<SharedLayer> entries() throws IOException {
    return CacheImage.read(picker().images(), picker().pick(null).root());
  }

  /** Puts a cache in the place of what is there. */
  private void replace(List<SharedLayer> layers) throws IOException {
    CacheImage image = CacheImage.of(layers);
    Descriptor root = image.manifest().descriptor();
    ImageStore layout = ImageStore.open(temp.resolve("cache"), FAST);
    try (StoreSession session = layout.session("test")) {
      ImageCopier.copy(new CacheSource(image, session), root, session);
      session.publishAs("latest", root);
    }
  }

  @Test
  void a_layer_with_other_files_is_not_believed() throws IOException, DockerfileException {
    Digest honest = build("a", to(Extent.ALL));
    List<SharedLayer> entries = entries();
    List<SharedLayer> swapped = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      SharedLayer each = entries.get(i);
      Layer other = entries.get((i + 1) % entries.size()).layer();
      swapped.add(new SharedLayer(each.outline(), each.key(), other));
    }
    replace(swapped);
    assertEquals(honest, build("b", from()));
    assertEquals(cached(4, 0), hits());
    assertEquals(4, said.size(), said::toString);
    assertTrue(said.get(0).contains("it does not hold the files of this step"), said::toString);
  }

  @Test
  void a_wrong_diff_id_is_not_believed() throws IOException, DockerfileException {
    Digest honest = build("a", to(Extent.ALL));
    Digest wrong = Digest.sha256(new byte[1]);
    replace(
        entries().stream()
            .map(
                e ->
                    new SharedLayer(e.outline(), e.key(), new Layer(e.layer().descriptor(), wrong)))
            .toList());
    assertEquals(honest, build("b", from()));
    assertEquals(cached(4, 0), hits());
    assertTrue(said.get(0).contains(wrong.toString()), said::toString);
  }

  private Path blob(Digest digest) {
    return temp.resolve("cache/blobs/sha256").resolve(digest.hex());
  }

  @Test
  void damaged_and_missing_layers_are_made() throws IOException, DockerfileException {
    Digest honest = build("a", to(Extent.ALL));
    Path damaged = blob(entries().get(0).layer().descriptor().digest());
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(damaged);
    Files.write(damaged, bytes);
    Files.delete(blob(entries().get(1).layer().descriptor().digest()));
    assertEquals(honest, build("b", from()));
    assertEquals(2, hits().stream().filter("CACHED"::equals).count());
    assertEquals(2, said.size(), said::toString);
    machine("b").verify(VerifyDepth.FULL);
  }

  @Test
  void a_directory_of_caches_does_not_grow() throws IOException, DockerfileException {
    build("a", to(Extent.ALL));
    int before = blobs();
    for (int i = 0; i < 3; i++) {
      write("a", "neo " + i);
      build("a", to(Extent.ALL));
    }
    assertEquals(before, blobs());
    build("b", from());
    assertEquals(cached(0, 4), hits());
  }

  @Test
  void images_beside_a_cache_stay() throws IOException, DockerfileException {
    Digest image = build("a", SharedCaches.NONE);
    machine("a").saveLayout(List.of("app"), temp.resolve("cache"));
    build("a", to(Extent.ALL));
    write("a", "neo");
    int before = blobs();
    Digest second = build("a", to(Extent.ALL));
    assertTrue(blobs() > before);
    assertEquals(image, picker().pick("app").root().digest());
    assertEquals(second, build("b", from()));
    assertEquals(cached(0, 4), hits());
  }

  private int blobs() throws IOException {
    try (var all = Files.list(temp.resolve("cache/blobs/sha256"))) {
      return (int) all.count();
    }
  }

  @Test
  void the_store_is_no_place_for_a_cache() throws IOException, DockerfileException {
    ImagePlace store = new ImagePlace.InLayout(temp.resolve("a"), null);
    CacheExport export = new CacheExport(store, Extent.ALL, CacheExport.OnFailure.FAIL);
    assertThrows(
        RefusedInputException.class,
        () -> build("a", new SharedCaches(List.of(), List.of(export))));
    CacheExport lenient = new CacheExport(store, Extent.ALL, CacheExport.OnFailure.WARN);
    build("a", new SharedCaches(List.of(), List.of(lenient)));
    assertTrue(said.get(0).contains("was not written"), said::toString);
  }

  @Test
  void only_layouts_and_registries_have_caches() {
    for (String place : List.of("store:x", "docker-daemon:x", "oci-archive:x", "dir:x")) {
      ImagePlace parsed = ImagePlace.parse(place);
      assertThrows(
          IllegalArgumentException.class, () -> new SharedCaches(List.of(parsed), List.of()));
    }
    ImagePlace digest = ImagePlace.parse("docker://x/y@" + Digest.sha256(new byte[0]));
    assertFalse(new SharedCaches(List.of(digest), List.of()).from().isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> new CacheExport(digest, Extent.ALL, CacheExport.OnFailure.FAIL));
  }
}
