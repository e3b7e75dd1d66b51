package dev.lamina.store;

import dev.lamina.content.Blob;
import dev.lamina.oci.Descriptor;
import java.util.List;

/**
 * What was removed.
 *
 * @param images that had no name
 * @param blobs that nothing led to, in the order of their digests
 * @param bytes freed, of blobs and of what killed processes had left
 */
public record GarbageReport(List<Descriptor> images, List<Blob> blobs, long bytes) {
  public GarbageReport {
    images = List.copyOf(images);
    blobs = List.copyOf(blobs);
  }
}
