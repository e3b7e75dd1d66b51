package dev.lamina.cli;

import dev.lamina.compression.Compression;

/** How layers are compressed, as the command line says it; the level is another option. */
enum CompressionKind {
  NONE(Compression.NONE),
  GZIP(Compression.GZIP),
  ZSTD(Compression.ZSTD);

  private final Compression compression;

  CompressionKind(Compression compression) {
    this.compression = compression;
  }

  Compression compression() {
    return compression;
  }
}
