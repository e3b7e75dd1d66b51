package dev.lamina.filetree;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.layer.LayerReader;
import dev.lamina.oci.Descriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one file inside a layer. Opening it reads the layer from its beginning, since a
 * compressed tar has no other way in; for more than one file use a {@link LayerFileSpool}. Where
 * the digest of the content is known, nothing after the file is read; else all of the layer is, so
 * that it is verified.
 *
 * @param blobs where the layer is
 * @param layer the layer's blob
 * @param diffId the digest of its tar
 * @param ordinal which entry of the tar, from 0
 * @param size in bytes
 * @param digests of the layer; not part of what makes two files equal
 */
public record LayerFile(
    BlobSource blobs,
    Descriptor layer,
    Digest diffId,
    int ordinal,
    long size,
    ContentDigests digests)
    implements ByteSource {
  /** The SHA-256 of the bytes, if it is known. */
  public @Nullable Digest contentDigest() {
    return digests.of(ordinal);
  }

  /** Whether both are the same bytes of the same tar, from wherever they are read. */
  public boolean isSameAs(LayerFile other) {
    return ordinal == other.ordinal && diffId.equals(other.diffId);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerFile that
        && ordinal == that.ordinal
        && size == that.size
        && blobs.equals(that.blobs)
        && layer.equals(that.layer)
        && diffId.equals(that.diffId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(layer, ordinal);
  }

  @Override
  public InputStream open() throws IOException {
    LayerReader reader = LayerReader.open(blobs, layer, diffId, "layer " + layer.digest());
    try {
      InputStream content = seek(reader).open();
      Digest digest = contentDigest();
      return digest == null
          ? new Verified(content, reader)
          : new Closing(new VerifyingInputStream(content, digest, size, toString()), reader);
    } catch (IOException e) {
      try {
        reader.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** For messages. */
  @Override
  public String toString() {
    return "file " + ordinal + " of layer " + layer.digest();
  }

  /** Closes the reader with the content. */
  private static class Closing extends FilterInputStream {
    final LayerReader reader;

    Closing(InputStream content, LayerReader reader) {
      super(content);
      this.reader = reader;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** Ends when the layer has been read to its end too, and is what it should be. */
  private static final class Verified extends Closing {
    Verified(InputStream content, LayerReader reader) {
      super(content, reader);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      if (count < 0) {
        reader.drain();
      }
      return count;
    }
  }

  private ByteSource seek(LayerReader reader) throws IOException {
    Entry entry = reader.next();
    for (int i = 0; i < ordinal && entry != null; i++) {
      entry = reader.next();
    }
    if (entry instanceof FileEntry file && file.content().size() == size) {
      return file.content();
    }
    throw new IllegalStateException("entry " + ordinal + " of " + layer.digest() + " is no file");
  }
}
