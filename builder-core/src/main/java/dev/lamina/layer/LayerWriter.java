package dev.lamina.layer;

import dev.lamina.compression.Compression;
import dev.lamina.content.Blob;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.DigestingOutputStream;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.oci.Descriptor;
import dev.lamina.tar.TarWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a layer in one pass: entries become a tar, the tar is hashed (diffID) and compressed, and
 * the blob writer hashes what is stored. There is no layer before {@link #finish()}; closed without
 * it, nothing remains.
 */
public final class LayerWriter implements Closeable {
  private static final int BUFFER_SIZE = 64 * 1024;

  private final BlobWriter blob;
  private final String mediaType;
  private final DigestingOutputStream uncompressed;
  private final TarWriter tar;
  private @Nullable EntryPath last;

  /**
   * @param blob takes the bytes; closed with this
   */
  public LayerWriter(BlobWriter blob, Compression compression) throws IOException {
    this.blob = blob;
    this.mediaType = LayerCompression.mediaType(compression);
    // buffered on both sides of the hash, because tar headers and compressed blocks are small
    this.uncompressed =
        new DigestingOutputStream(
            compression.encoder(new BufferedOutputStream(new OpenBlob(blob), BUFFER_SIZE)));
    this.tar = new TarWriter(new BufferedOutputStream(uncompressed, BUFFER_SIZE));
  }

  /**
   * Adds one entry.
   *
   * @throws IOException when its content cannot be read, or has not the announced size
   * @throws IllegalArgumentException when entries do not come in the order of their paths, each
   *     once
   */
  public void add(Entry entry) throws IOException {
    if (last != null && last.compareTo(entry.path()) >= 0) {
      throw new IllegalArgumentException(entry.path() + " comes after " + last);
    }
    last = entry.path();
    if (entry instanceof FileEntry file) {
      try (InputStream content = file.content().open()) {
        tar.add(entry.accept(TarEntries.HEADERS), content);
      }
    } else {
      tar.add(entry.accept(TarEntries.HEADERS));
    }
  }

  /** Ends the tar and stores the blob. */
  public Layer finish() throws IOException {
    tar.finish();
    tar.close();
    Blob stored = blob.commit();
    return new Layer(
        Descriptor.of(mediaType, stored.digest(), stored.size()), uncompressed.finish());
  }

  /** Discards the layer unless it is finished. */
  @Override
  public void close() throws IOException {
    // the streams between hold nothing that outlives this; closing them would write to a dead blob
    blob.close();
  }
}
