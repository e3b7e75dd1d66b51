package dev.lamina.archive;

import dev.lamina.digest.Digest;
import dev.lamina.image.NamedImage;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.reference.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The images of an archive, and the documents that had to be made because it has none for them. */
final class ArchiveImages {
  private final ImageList list = new ImageList();
  private final List<Descriptor> entries = new ArrayList<>();
  private final Map<Digest, Document<? extends Manifest>> generated = new LinkedHashMap<>();

  /**
   * @param names what the archive's table of contents says to that, as annotations
   */
  void add(@Nullable Reference name, Descriptor root, Map<String, String> names)
      throws RefusedInputException {
    list.add(name, root);
    entries.add(root.withAnnotations(names));
  }

  /** The roots with the annotations that name them. */
  List<Descriptor> entries() {
    return List.copyOf(entries);
  }

  /** Keeps a document that is not in the archive; returns what refers to it. */
  Descriptor generated(Document<? extends Manifest> document) {
    generated.put(document.descriptor().digest(), document);
    return document.descriptor();
  }

  List<NamedImage> images() {
    return list.images();
  }

  /** The document of this descriptor, if it had to be made. */
  @Nullable Document<? extends Manifest> generated(Descriptor descriptor) {
    Document<? extends Manifest> document = generated.get(descriptor.digest());
    return document != null && document.descriptor().size() == descriptor.size() ? document : null;
  }
}
