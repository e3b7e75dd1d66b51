package dev.lamina.build;

import dev.lamina.entry.EntrySource;
import dev.lamina.reference.Reference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a name that a caller gives to FROM and {@code COPY --from} stands for. */
sealed interface NamedContext {
  /** Files; FROM makes a root file system of them. */
  record Files(EntrySource files) implements NamedContext {}

  /** Another image, found as that of a FROM line is. */
  record Named(Reference image) implements NamedContext {}

  /**
   * An image of an OCI image layout.
   *
   * @param directory the layout
   * @param reference a digest, or a name in the layout; null for its {@code latest} or only image
   */
  record Layout(Path directory, @Nullable String reference) implements NamedContext {}
}
