package dev.lamina.archive;

import dev.lamina.compression.Format;
import dev.lamina.content.Blob;
import dev.lamina.digest.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A regular file of an archive whose bytes are in the sink.
 *
 * @param blob the bytes as they stand in the archive
 * @param format how they are compressed, by their first bytes
 * @param unpacked digest of the decompressed bytes, which is the diffID if this is a layer; null
 *     when they do not decompress
 * @param problem why not
 */
record SpooledFile(Blob blob, Format format, @Nullable Digest unpacked, @Nullable String problem) {}
