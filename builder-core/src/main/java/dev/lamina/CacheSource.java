package dev.lamina;

import dev.lamina.cache.CacheImage;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A cache on its way out: its documents are nowhere else, its layers are in the store. */
final class CacheSource implements ImageSource {
  private final CacheImage image;
  private final ImageSource layers;

  CacheSource(CacheImage image, ImageSource layers) {
    this.image = image;
    this.layers = layers;
  }

  private boolean isConfig(Descriptor blob) {
    return blob.sameContent(image.configDescriptor());
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    return isConfig(blob) ? image.openConfig() : layers.open(blob);
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return isConfig(blob) || layers.has(blob);
  }

  @Override
  public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    return descriptor.sameContent(image.manifest().descriptor())
        ? image.manifest()
        : layers.manifest(descriptor);
  }

  @Override
  public List<NamedImage> images() {
    return List.of(new NamedImage(null, image.manifest().descriptor()));
  }

  @Override
  public Descriptor resolve(Reference name) throws NotFoundException {
    throw new NotFoundException("no image " + name + ": a cache that is made has no name yet");
  }
}
