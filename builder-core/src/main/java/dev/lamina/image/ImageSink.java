package dev.lamina.image;

import dev.lamina.content.BlobTarget;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where images can be put. */
public interface ImageSink extends BlobTarget {
  /** Stores a document's exact bytes. Everything that it refers to must be here already. */
  void put(Document<?> document) throws IOException;

  /**
   * Says that a blob which is here belongs to an image that is to be published, so that it may be
   * passed on already. Nothing depends on it.
   */
  default void announce(Descriptor blob) {}

  /**
   * Publishes images, the last act of a copy: the roots and all below them are here. All names are
   * set at once where the endpoint can do that. A name that stood for another image moves; an image
   * without a name is kept without one.
   *
   * @return what the names stood for before, where that was another image and the endpoint knows
   */
  List<NamedImage> publish(List<NamedImage> images) throws IOException;

  /**
   * Publishes one image under one name.
   *
   * @param name null keeps the image without a name
   */
  default void name(@Nullable Reference name, Descriptor root) throws IOException {
    publish(List.of(new NamedImage(name, root)));
  }
}
