package dev.lamina.transport;

import dev.lamina.compression.Compression;
import dev.lamina.digest.Digest;
import dev.lamina.image.Image;
import dev.lamina.image.ImageSource;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.layer.LayerRecompression;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.progress.Cancellation;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same image with its layers compressed in another way. Configs stay, and with them the image
 * ID; manifests change. Layers that are compressed that way already stay as they are.
 */
public final class Recompression {
  private final ImageSource source;
  private final StoreSession session;
  private final Compression compression;
  private final int parallelism;
  private final Cancellation cancellation;
  private final Map<Digest, Descriptor> done = new HashMap<>();

  /**
   * @param session takes what is new; it must have the rest already
   * @param parallelism how many threads may compress
   */
  public Recompression(
      ImageSource source,
      StoreSession session,
      Compression compression,
      int parallelism,
      Cancellation cancellation) {
    this.source = source;
    this.session = session;
    this.compression = compression;
    this.parallelism = parallelism;
    this.cancellation = cancellation;
  }

  /**
   * Makes the image, or every image of an index.
   *
   * @return the new root
   * @throws dev.lamina.digest.ContentMismatchException when a layer is not what the config says
   */
  public Descriptor of(Descriptor root) throws IOException {
    Document<? extends Manifest> document = source.manifest(root);
    Document<? extends Manifest> changed;
    if (document.value() instanceof ImageIndex index) {
      List<Descriptor> children = new ArrayList<>();
      for (Descriptor child : index.manifests()) {
        children.add(PlatformMatcher.isAttestation(child) ? child : of(child));
      }
      changed = index.withManifests(children).toDocument();
    } else {
      changed = image(root);
    }
    session.put(changed);
    return changed
        .descriptor()
        .withAnnotations(root.annotations())
        .withPlatform(root.platform())
        .withArtifactType(root.artifactType());
  }

  private Document<ImageManifest> image(Descriptor root) throws IOException {
    Image image = Image.ofManifest(source, root);
    boolean docker = image.manifest().mediaType().equals(MediaType.DOCKER_MANIFEST);
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 0; i < image.manifest().layers().size(); i++) {
      cancellation.check();
      Descriptor layer = image.manifest().layers().get(i);
      Descriptor made = layer(layer, image.config().value().rootFs().diffIds().get(i));
      layers.add(docker ? inDockersWords(made) : made);
    }
    return image.manifest().withConfigAndLayers(image.manifest().config(), layers).toDocument();
  }

  /** Layers that images share are compressed once. */
  private Descriptor layer(Descriptor layer, Digest diffId) throws IOException {
    Descriptor known = done.get(layer.digest());
    if (known == null) {
      known =
          LayerRecompression.recompress(source, layer, diffId, compression, parallelism, session);
      done.put(layer.digest(), known);
    }
    return known;
  }

  private static Descriptor inDockersWords(Descriptor layer) {
    String type = MediaType.dockerLayer(layer.mediaType());
    return type.equals(layer.mediaType())
        ? layer
        : Descriptor.of(type, layer.digest(), layer.size());
  }
}
