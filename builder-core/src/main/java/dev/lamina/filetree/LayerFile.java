package dev.lamina.filetree;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.io.ByteSource;
import dev.lamina.layer.LayerReader;
import dev.lamina.oci.Descriptor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one file inside a layer. Opening it reads the layer from its beginning, since a
 * compressed tar has no other way in; for more than one file use a {@link LayerFileSpool}.
 *
 * @param blobs where the layer is
 * @param layer the layer's blob
 * @param diffId the digest of its tar
 * @param ordinal which entry of the tar, from 0
 * @param size in bytes
 */
public record LayerFile(BlobSource blobs, Descriptor layer, Digest diffId, int ordinal, long size)
    implements ByteSource {
  @Override
  public InputStream open() throws IOException {
    LayerReader reader = LayerReader.open(blobs, layer, diffId, "layer " + layer.digest());
    try {
      return new Verified(seek(reader).open(), reader);
    } catch (IOException e) {
      try {
        reader.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** Ends when the layer has been read to its end too, and is what it should be. */
  private static final class Verified extends FilterInputStream {
    private final LayerReader reader;

    Verified(InputStream content, LayerReader reader) {
      super(content);
      this.reader = reader;
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

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private ByteSource seek(LayerReader reader) throws IOException {
    Entry entry = reader.next();
    for (int i = 0; i < ordinal && entry != null; i++) {
      entry = reader.next();
    }
    if (entry instanceof dev.lamina.entry.FileEntry file && file.content().size() == size) {
      return file.content();
    }
    throw new IllegalStateException("entry " + ordinal + " of " + layer.digest() + " is no file");
  }
}
