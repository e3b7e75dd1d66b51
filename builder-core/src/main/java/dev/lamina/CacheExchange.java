package dev.lamina;

import dev.lamina.cache.BuildCache;
import dev.lamina.cache.CacheImage;
import dev.lamina.cache.SharedCache;
import dev.lamina.cache.SharedLayer;
import dev.lamina.cache.UsedLayers;
import dev.lamina.digest.Digest;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImagePicker;
import dev.lamina.image.ImageSink;
import dev.lamina.image.Reachable;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import dev.lamina.registry.Registries;
import dev.lamina.registry.RegistryRepository;
import dev.lamina.store.ImageStore;
import dev.lamina.store.LayoutImages;
import dev.lamina.store.StoreSession;
import dev.lamina.transport.ImagePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The caches of other machines during one build: looked at before, written after. */
final class CacheExchange {
  private static final String LATEST = "latest";

  private final SharedCaches caches;
  private final ImagesOptions options;
  private final ImageStore store;
  private final StoreSession session;
  private final Registries registries;
  private final BuildCache cache;

  /**
   * @param session of the build; has its layers
   * @param policy tells whether registries may be asked
   */
  CacheExchange(
      SharedCaches caches,
      ImagesOptions options,
      ImageStore store,
      StoreSession session,
      Registries registries,
      PullPolicy policy) {
    this.caches = caches;
    this.options = options;
    this.store = store;
    this.session = session;
    this.registries = registries;
    List<SharedCache> shared = new ArrayList<>();
    for (ImagePlace place : caches.from()) {
      if (policy != PullPolicy.OFFLINE || place instanceof ImagePlace.InLayout) {
        shared.add(new SharedCache(name(place), () -> open(place), options.progress()));
      }
    }
    this.cache = BuildCache.in(session.cacheFiles(), shared);
  }

  /** What the build may use. */
  BuildCache cache() {
    return cache;
  }

  private static String name(ImagePlace place) {
    String text =
        place instanceof ImagePlace.InRegistry there ? there.name().familiar() : place.toString();
    return Escaped.text(text);
  }

  private SharedCache.Place open(ImagePlace place) throws IOException {
    if (place instanceof ImagePlace.InLayout layout) {
      ImagePicker picker = LayoutImages.open(layout.directory());
      return new SharedCache.Place(picker.images(), picker.pick(layout.name()).root());
    }
    Reference name = ((ImagePlace.InRegistry) place).name();
    RegistryRepository repository = registries.repository(name.repository());
    return new SharedCache.Place(repository, repository.resolve(name));
  }

  /**
   * Asks of all places to which the layers go whether they take them, so that a build which has to
   * fail for it need not begin.
   */
  void requireWritable() throws IOException {
    for (CacheExport export : caches.to()) {
      if (export.failure() == CacheExport.OnFailure.WARN) {
        continue;
      }
      if (export.place() instanceof ImagePlace.InLayout layout) {
        layout(layout);
      } else {
        target(export.place()).requirePushable();
      }
    }
  }

  /** Garbage is collected where a cache goes; in the store that would wait for this build. */
  private ImageStore layout(ImagePlace.InLayout place) throws IOException {
    ImageStore layout = ImageStore.open(place.directory(), options.store());
    Path here = store.directory().toAbsolutePath().normalize();
    if (layout.directory().toAbsolutePath().normalize().equals(here)) {
      throw new RefusedInputException(
          "cache " + name(place) + ": it is the store, which has the layers anyway");
    }
    return layout;
  }

  private RegistryRepository target(ImagePlace place) throws IOException {
    return registries.target(((ImagePlace.InRegistry) place).name().repository());
  }

  /**
   * Leaves the layers of the build where they are wanted.
   *
   * @param root what was built
   */
  void export(Descriptor root) throws IOException {
    for (CacheExport export : caches.to()) {
      options.cancellation().check();
      try {
        export(export, CacheImage.of(layers(export.extent(), root)));
      } catch (IOException e) {
        if (export.failure() == CacheExport.OnFailure.FAIL) {
          throw e;
        }
        String text = "cache " + name(export.place()) + " was not written: " + e.getMessage();
        options.progress().on(new ProgressEvent.Warning(text));
      }
    }
  }

  private List<SharedLayer> layers(CacheExport.Extent extent, Descriptor root) throws IOException {
    UsedLayers used = cache.used();
    if (extent == CacheExport.Extent.ALL) {
      return List.copyOf(used.all());
    }
    Set<Digest> inImage = new HashSet<>();
    Reachable reachable = new Reachable(session);
    reachable.add(root);
    reachable.descriptors().forEach(blob -> inImage.add(blob.digest()));
    return used.all().stream()
        .filter(each -> inImage.contains(each.layer().descriptor().digest()))
        .toList();
  }

  private void export(CacheExport export, CacheImage image) throws IOException {
    CacheSource source = new CacheSource(image, session);
    Descriptor root = image.manifest().descriptor();
    if (export.place() instanceof ImagePlace.InLayout layout) {
      ImageStore directory = layout(layout);
      try (StoreSession target = directory.session("build")) {
        copy(source, root, target);
        target.publishAs(layout.name() == null ? LATEST : layout.name(), root);
      }
      new CacheLayout(layout.directory(), directory).tidy();
    } else {
      RegistryRepository repository = target(export.place());
      copy(source, root, repository);
      repository.name(((ImagePlace.InRegistry) export.place()).name(), root);
    }
    int count = image.manifest().value().layers().size();
    options
        .progress()
        .on(
            new ProgressEvent.Message(
                "cache " + name(export.place()) + " written: " + count + " layers"));
  }

  private void copy(CacheSource source, Descriptor root, ImageSink sink) throws IOException {
    ImageCopier.copy(source, root, sink, registries.jobs());
  }
}
