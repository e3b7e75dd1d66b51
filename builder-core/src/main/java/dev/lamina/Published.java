package dev.lamina;

import dev.lamina.build.BuildRequest;
import dev.lamina.digest.Digest;
import dev.lamina.image.NamedImage;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives the result of an edit its names. */
final class Published {
  private Published() {}

  /**
   * @param names none: the image stays without one
   */
  static EditResult of(StoreSession session, Descriptor root, List<Reference> names)
      throws IOException {
    List<NamedImage> images = new ArrayList<>();
    names.forEach(name -> images.add(new NamedImage(name, root)));
    if (images.isEmpty()) {
      images.add(new NamedImage(null, root));
    }
    Map<Reference, Descriptor> moved = new HashMap<>();
    session.publish(images).forEach(old -> moved.put(old.name(), old.root()));
    return new EditResult(
        root,
        id(session, root),
        images.stream()
            .map(image -> new NamedRoot(image.name(), root, moved.get(image.name())))
            .toList());
  }

  /** An index may be empty, and then has its digest alone. */
  private static Digest id(StoreSession session, Descriptor root) throws IOException {
    try {
      return Images.read(session, root, BuildRequest.DEFAULT_PLATFORM).id();
    } catch (NotFoundException e) {
      return root.digest();
    }
  }
}
