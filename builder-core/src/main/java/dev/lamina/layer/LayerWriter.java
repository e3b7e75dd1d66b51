package dev.lamina.layer;

import dev.lamina.compression.Compression;
import dev.lamina.content.Blob;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.DigestingOutputStream;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.io.WriteBehind;
import dev.lamina.oci.Descriptor;
import dev.lamina.tar.TarWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
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
  private final List<WriteBehind> lanes = new ArrayList<>();
  private @Nullable EntryPath last;

  /**
   * @param blob takes the bytes; closed with this
   * @param parallelism how many threads may compress; from 2 on, what is read, hashed, compressed
   *     and stored overlaps too. The layer is the same
   */
  public LayerWriter(BlobWriter blob, Compression compression, int parallelism) throws IOException {
    this.blob = blob;
    this.mediaType = LayerCompression.mediaType(compression);
    this.uncompressed =
        new DigestingOutputStream(
            compression.encoder(lane(new OpenBlob(blob), "blob", parallelism), parallelism));
    this.tar = new TarWriter(lane(uncompressed, "tar", parallelism));
  }

  /** Buffered in any case, because tar headers and compressed blocks are small. */
  private OutputStream lane(OutputStream out, String name, int parallelism) {
    if (parallelism == 1) {
      return new BufferedOutputStream(out, BUFFER_SIZE);
    }
    WriteBehind lane = new WriteBehind(out, "lamina-" + name);
    lanes.add(lane);
    return lane;
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
    // closing the streams between would write to a dead blob; all that they have is threads
    lanes.forEach(WriteBehind::abandon);
    blob.close();
  }
}
