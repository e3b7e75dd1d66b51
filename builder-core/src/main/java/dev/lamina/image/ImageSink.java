package dev.lamina.image;

import dev.lamina.content.BlobSink;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.reference.Reference;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where images can be put. */
public interface ImageSink extends BlobSink {
  /** Stores a document's exact bytes. Everything that it refers to must be here already. */
  void put(Document<?> document) throws IOException;

  /**
   * Publishes an image, the last act of a copy: {@code root} and all below it are here. A name that
   * stood for another image moves.
   *
   * @param name null keeps the image without a name
   */
  void name(@Nullable Reference name, Descriptor root) throws IOException;
}
