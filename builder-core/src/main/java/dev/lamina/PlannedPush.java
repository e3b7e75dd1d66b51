package dev.lamina;

import dev.lamina.content.BlobSource;
import dev.lamina.image.ImageSink;
import dev.lamina.image.NamedImage;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.registry.BlobPlan;
import dev.lamina.registry.RegistryRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes an image as a repository would, and notes what the repository would do. */
final class PlannedPush implements ImageSink {
  private final RegistryRepository repository;
  private final List<BlobPlan> plans = new ArrayList<>();

  PlannedPush(RegistryRepository repository) {
    this.repository = repository;
  }

  List<BlobPlan> plans() {
    return List.copyOf(plans);
  }

  @Override
  public void copy(Descriptor blob, BlobSource source) throws IOException {
    plans.add(repository.plan(blob));
  }

  @Override
  public void put(Document<?> document) throws IOException {
    plans.add(repository.plan(document.descriptor()));
  }

  @Override
  public List<NamedImage> publish(List<NamedImage> images) {
    return List.of();
  }
}
