package dev.lamina;

import dev.lamina.cache.CacheImage;
import dev.lamina.image.ImagePicker;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.store.GarbageOptions;
import dev.lamina.store.ImageStore;
import dev.lamina.store.LayoutImages;
import dev.lamina.store.StoreBusyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A directory that has a cache. Where it has nothing else, what an older cache has left goes, so
 * that a directory which is carried from one build to the next does not grow.
 */
final class CacheLayout {
  private final Path directory;
  private final ImageStore layout;

  CacheLayout(Path directory, ImageStore layout) {
    this.directory = directory;
    this.layout = layout;
  }

  /** Removes nameless caches and their layers, unless somebody keeps images here. */
  void tidy() throws IOException {
    if (isOfCachesAlone()) {
      // the time is for the age of what is in quarantine, and stays there
      try {
        layout.collectGarbage(new GarbageOptions(GarbageOptions.Nameless.REMOVE, Instant.EPOCH));
      } catch (StoreBusyException e) {
        // whoever is at work there does it
      }
    }
  }

  private boolean isOfCachesAlone() throws IOException {
    ImagePicker picker = LayoutImages.open(directory);
    for (Descriptor entry : picker.entries()) {
      if (!MediaType.isManifest(entry.mediaType()) || !isCache(picker, entry)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCache(ImagePicker picker, Descriptor entry) throws IOException {
    try {
      return picker.images().manifest(entry).value() instanceof ImageManifest manifest
          && CacheImage.isOne(manifest);
    } catch (NotFoundException | RefusedInputException e) {
      return false;
    }
  }
}
