package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.parser.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flags of COPY and ADD as written, not yet expanded.
 *
 * @param from {@code --from}; null for the context
 * @param chown {@code --chown}
 * @param chmod {@code --chmod}
 * @param checksum {@code --checksum}
 * @param excludes {@code --exclude}, in order
 * @param link {@code --link}
 * @param parents {@code --parents}
 * @param unpack {@code --unpack}; null when not given
 */
public record CopyFlags(
    @Nullable Word from,
    @Nullable Word chown,
    @Nullable Word chmod,
    @Nullable Word checksum,
    List<String> excludes,
    boolean link,
    boolean parents,
    @Nullable Boolean unpack) {
  public CopyFlags {
    excludes = List.copyOf(excludes);
  }
}
