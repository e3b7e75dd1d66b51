package dev.lamina;

import dev.lamina.edit.BaseFinder;
import dev.lamina.edit.ImageDraft;
import dev.lamina.image.Image;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import dev.lamina.store.StoreSession;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A base image while an edit looks at it.
 *
 * @param open closed with this
 */
record OpenBase(OpenImage open) implements BaseFinder, Closeable {
  @Override
  public Image find(ImageDraft image) throws IOException {
    return open.image(image.config().platform());
  }

  /** The same, with the layers of what is found brought into the store. */
  BaseFinder stored(StoreSession session) {
    return image -> {
      Image base = find(image);
      for (Descriptor layer : base.manifest().layers()) {
        session.copy(layer, open.source());
      }
      return base;
    };
  }

  /** The full name that a text is, if it is one and not the beginning of an ID. */
  @Nullable String name(String text) throws IOException {
    Reference name = GivenName.of(text, open.source(), open.root());
    return name == null ? null : name.toString();
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
