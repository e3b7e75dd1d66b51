package dev.lamina.filetree;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the indexes of layers that have been read, so that a layer which is only looked into
 * need not be read again, or be there at all. Safe for threads.
 */
public interface LayerIndexCache {
  /** Remembers nothing. */
  LayerIndexCache NONE =
      new LayerIndexCache() {
        @Override
        public @Nullable LayerIndex find(BlobSource blobs, Descriptor layer, Digest diffId) {
          return null;
        }

        @Override
        public void keep(LayerIndex index, Digest diffId) {}
      };

  /**
   * The index of a layer.
   *
   * @param blobs where the bytes of its files are read when they are wanted
   * @param diffId what the layer's tar must have been when it was read
   * @return null when it is not known
   */
  @Nullable LayerIndex find(BlobSource blobs, Descriptor layer, Digest diffId);

  /**
   * Remembers the index of a layer, if that can be done.
   *
   * @param diffId the digest of the layer's tar, verified
   */
  void keep(LayerIndex index, Digest diffId);

  /**
   * The index of a layer, which is read when it is not known, and known from then on.
   *
   * @throws IOException when it must be read and cannot, is refused or is not what its names say
   */
  default LayerIndex read(BlobSource blobs, Descriptor layer, Digest diffId) throws IOException {
    LayerIndex index = find(blobs, layer, diffId);
    if (index == null) {
      index = LayerIndex.read(blobs, layer, diffId, "layer " + layer.digest());
      keep(index, diffId);
    }
    return index;
  }
}
