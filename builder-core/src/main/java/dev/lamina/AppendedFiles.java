package dev.lamina;

import dev.lamina.compression.Compression;
import dev.lamina.context.ContextOptions;
import dev.lamina.plan.ChmodSpec;
import dev.lamina.plan.Ownership;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is put on top of an image, each a layer.
 *
 * @param sources archives, which are kept byte for byte (a tar, plain or in gzip or zstd), and
 *     directories, the lowest first
 * @param prefix where in the image the content of directories goes; of archives it is not asked
 * @param files which times and modes the files of directories have
 * @param chown who owns the files of directories, {@code USER[:GROUP]}; null: root
 * @param chmod their mode, as COPY's {@code --chmod}; null: as they are
 * @param compression of the layers that are made of directories
 */
public record AppendedFiles(
    List<Path> sources,
    String prefix,
    ContextOptions files,
    @Nullable String chown,
    @Nullable String chmod,
    Compression compression) {
  /**
   * @throws IllegalArgumentException when owner or mode is malformed
   */
  public AppendedFiles {
    sources = List.copyOf(sources);
    if (chown != null) {
      Ownership.parse(chown);
    }
    if (chmod != null) {
      ChmodSpec.parse(chmod);
    }
  }

  /** Files as root's, at the epoch, in gzip. */
  public static AppendedFiles of(List<Path> sources) {
    return new AppendedFiles(sources, "/", ContextOptions.at(0), null, null, Compression.GZIP);
  }

  public AppendedFiles withPrefix(String changed) {
    return new AppendedFiles(sources, changed, files, chown, chmod, compression);
  }
}
