package dev.lamina.cli;

import dev.lamina.compression.Compression;
import picocli.CommandLine.Option;

/** {@code --compression} of the commands that make layers. */
final class LayerCompressionOption {
  @Option(
      names = "--compression",
      paramLabel = "KIND",
      description = "Of new layers: gzip, zstd or none (default: gzip)")
  private Compression compression = Compression.GZIP;

  Compression compression() {
    return compression;
  }
}
