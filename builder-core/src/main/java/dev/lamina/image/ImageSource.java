package dev.lamina.image;

import dev.lamina.content.BlobSource;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;

/** Where images can be had: a store, an archive, a registry's repository. */
public interface ImageSource extends BlobSource {
  /** Every image with every name it has, in an order that depends on the content alone. */
  List<NamedImage> images() throws IOException;

  /**
   * The manifest or index that {@code name} stands for.
   *
   * @throws NotFoundException when there is no such name here
   */
  Descriptor resolve(Reference name) throws IOException;

  /**
   * Reads a manifest or an index, with the bytes that its digest names.
   *
   * @throws NotFoundException when it is not here
   */
  Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException;
}
