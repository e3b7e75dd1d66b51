package dev.lamina.cli;

import dev.lamina.compression.Compression;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --compression} and its level, of the commands that make layers. */
final class LayerCompressionOption {
  enum Level {
    FAST,
    SMALL
  }

  @Option(
      names = "--compression",
      paramLabel = "KIND",
      description = "Of new layers: gzip, zstd or none (default: gzip)")
  private CompressionKind kind = CompressionKind.GZIP;

  @Option(
      names = "--compression-level",
      paramLabel = "LEVEL",
      description =
          "Of gzip: fast, or small, which takes four times as long for a few hundredths"
              + " (default: fast)")
  private @Nullable Level level;

  Compression compression() throws UsageException {
    if (level != null && kind != CompressionKind.GZIP) {
      throw new UsageException("--compression-level is of gzip; zstd and none have no levels here");
    }
    return level == Level.SMALL ? Compression.GZIP_SMALL : kind.compression();
  }
}
