package dev.lamina.layer;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a layer in one pass, the mirror of {@link LayerWriter}: blob, decompression, diffID, tar,
 * entries. Everything is verified by the time that {@link #next()} returns null, and not before.
 */
public final class LayerReader implements Closeable {
  private final String what;
  private final @Nullable Digest diffId;
  private final InputStream blob;
  private final DigestInputStream uncompressed;
  private final TarReader tar;
  private int position;
  private boolean finished;

  private LayerReader(InputStream blob, InputStream decoded, @Nullable Digest diffId, String what) {
    this.what = what;
    this.diffId = diffId;
    this.blob = blob;
    this.uncompressed = new DigestInputStream(decoded, algorithm(diffId).newMessageDigest());
    this.tar = new TarReader(uncompressed, TarLimits.LAYER, warning -> {});
  }

  /**
   * Opens a layer; the caller closes it.
   *
   * @param diffId what the config says of the uncompressed bytes
   * @param what names the layer in messages
   * @throws RefusedInputException when its media type is no layer's, or its bytes are not of it
   * @throws ContentMismatchException when the blob is missing
   * @throws IOException when it cannot be read
   */
  public static LayerReader open(BlobSource blobs, Descriptor layer, Digest diffId, String what)
      throws IOException {
    return openAny(blobs, layer, diffId, what);
  }

  /**
   * Reads all of a blob that is to become a layer.
   *
   * @param layer with the media type that its bytes have
   * @param what names it in messages
   * @return the layer, with the diffID that it has
   * @throws RefusedInputException when it is none
   */
  public static Layer check(BlobSource blobs, Descriptor layer, String what) throws IOException {
    try (LayerReader reader = openAny(blobs, layer, null, what)) {
      reader.drain();
      return new Layer(layer, reader.digest());
    }
  }

  private static LayerReader openAny(
      BlobSource blobs, Descriptor layer, @Nullable Digest diffId, String what) throws IOException {
    var compression = LayerCompression.of(layer.mediaType(), what);
    InputStream blob = blob(blobs, layer);
    try {
      return new LayerReader(blob, compression.decoder(blob), diffId, what);
    } catch (IOException e) {
      try {
        blob.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private static InputStream blob(BlobSource blobs, Descriptor layer) throws IOException {
    try {
      return blobs.open(layer);
    } catch (NotFoundException e) {
      throw new ContentMismatchException("missing blob: " + e.getMessage(), e);
    }
  }

  /**
   * The next entry; the content of a file can be opened once, until the entry after it is asked
   * for.
   *
   * @return null at the end, when blob and diffID are verified
   * @throws ContentMismatchException when size, digest or diffID are not what was said
   * @throws RefusedInputException when the tar is malformed or over a limit
   */
  public @Nullable Entry next() throws IOException {
    if (finished) {
      return null;
    }
    try {
      return read();
    } catch (RefusedInputException e) {
      throw unlessDamaged(e);
    }
  }

  private @Nullable Entry read() throws IOException {
    TarHeader header = tar.next();
    position++;
    if (header == null) {
      finish();
      return null;
    }
    Entry entry = TarEntries.entry(header, new Current(position, header.size()));
    if (entry.path().isRoot() && !(entry instanceof DirectoryEntry)) {
      throw new RefusedInputException(what + " tries to replace the root directory");
    }
    return entry;
  }

  /**
   * What does not make sense may be that because the blob is not what it was: then that is what is
   * wrong.
   *
   * @return {@code refused}, when the blob is what its digest says
   * @throws ContentMismatchException when it is not
   */
  private RefusedInputException unlessDamaged(RefusedInputException refused) throws IOException {
    try {
      drainBlob();
    } catch (IOException damage) {
      damage.addSuppressed(refused);
      throw damage;
    }
    return refused;
  }

  private void drainBlob() throws IOException {
    byte[] rest = new byte[8192];
    int n = 0;
    while (n >= 0) {
      n = blob.read(rest);
    }
  }

  /** Reads what is left, so that all is verified. */
  public void drain() throws IOException {
    Entry entry = next();
    while (entry != null) {
      entry = next();
    }
  }

  private void finish() throws IOException {
    tar.drain();
    // decoders may stop at their own end; the blob's digest counts every byte
    drainBlob();
    Digest actual = diffId == null ? null : digest();
    if (actual != null && !actual.equals(diffId)) {
      throw new ContentMismatchException(
          "diffID mismatch of " + what + ": expected " + diffId + ", got " + actual);
    }
    finished = true;
  }

  /** Of the uncompressed bytes; asked for once, at their end. */
  private Digest digest() {
    return Digest.of(algorithm(diffId), uncompressed.getMessageDigest());
  }

  private static DigestAlgorithm algorithm(@Nullable Digest diffId) {
    return diffId == null ? DigestAlgorithm.SHA256 : diffId.algorithm();
  }

  @Override
  public void close() throws IOException {
    try (blob) {
      uncompressed.close();
    }
  }

  /** The bytes of the entry at a position, while the reader stands there. */
  private final class Current implements ByteSource {
    private final int at;
    private final long size;

    Current(int at, long size) {
      this.at = at;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public InputStream open() {
      if (position != at) {
        throw new IllegalStateException("the reader of " + what + " has gone on");
      }
      return new Content(tar.content());
    }
  }

  private final class Content extends FilterInputStream {
    Content(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (RefusedInputException e) {
        throw unlessDamaged(e);
      }
    }
  }
}
