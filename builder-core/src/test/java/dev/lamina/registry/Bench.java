package dev.lamina.registry;

import dev.lamina.compression.Compression;
import dev.lamina.credentials.CredentialSource;
import dev.lamina.digest.Digest;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.SampleImages;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageManifest;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import dev.lamina.reference.Repository;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A registry that fails on demand, a client that does not wait, and an image to move. */
final class Bench implements Closeable {
  final MemoryRegistry registry = new MemoryRegistry();
  final FaultyServer server = new FaultyServer(registry);
  final MemoryImages here = new MemoryImages();
  final Cancellation cancellation = Cancellation.create();

  /** Waits between attempts, as they would have been. */
  final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

  final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  final Descriptor image;
  final Descriptor layer;
  Registries client;

  Bench() throws IOException {
    image =
        SampleImages.image(
            here, SampleImages.AMD64, Compression.GZIP, "some text that is long enough to be cut");
    layer = ((ImageManifest) here.manifest(image).value()).layers().get(0);
    client = client(RegistryOptions.DEFAULT.withIdleTimeout(Duration.ofMillis(400)));
  }

  Registries client(RegistryOptions options) {
    return new Registries(
        options,
        BlobOrigins.NONE,
        event -> {
          if (event instanceof ProgressEvent.Message message) {
            messages.add(message.text());
          }
        },
        cancellation,
        new RetryPolicy(5, Duration.ofMillis(250), Duration.ofSeconds(15), () -> 1.0, waits::add));
  }

  void as(CredentialSource credentials) throws IOException {
    client.close();
    client =
        client(
            RegistryOptions.DEFAULT
                .withIdleTimeout(Duration.ofMillis(400))
                .withCredentials(credentials));
  }

  Repository repository() {
    return new Repository(server.host(), "team/app");
  }

  Reference name() {
    return Reference.parse(repository() + ":v1");
  }

  RegistryRepository there() throws IOException {
    return client.repository(repository());
  }

  void push() throws IOException {
    ImageCopier.copy(here, image, there(), name());
  }

  /** Pulls into an empty store; its root. */
  Descriptor pull() throws IOException {
    MemoryImages target = new MemoryImages();
    RegistryRepository from = there();
    Descriptor root = from.resolve(name());
    ImageCopier.copy(from, root, target, name());
    return target.resolve(name());
  }

  /** Puts the image there without the client. */
  void isThere() throws IOException {
    ImageManifest manifest = (ImageManifest) here.manifest(image).value();
    for (Descriptor blob : manifest.children()) {
      byte[] bytes = here.open(blob).readAllBytes();
      registry.blobs.put(key(blob.digest()), bytes);
    }
    byte[] bytes = here.manifest(image).bytes();
    registry.manifests.put(key(image.digest()), bytes);
    registry.manifests.put("team/app/v1", bytes);
  }

  String key(Digest digest) {
    return "team/app/" + digest;
  }

  boolean arrived() {
    return registry.manifests.containsKey("team/app/v1")
        && registry.blobs.containsKey(key(layer.digest()));
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
