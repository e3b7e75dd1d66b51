package dev.lamina.bench;

import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexBytes;
import dev.lamina.image.MemoryImages;
import dev.lamina.layer.Layer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The index of a layer of 10,000 files: read from the layer, and to and from the cache's bytes. */
@State(Scope.Benchmark)
public class LayerIndexBench {
  private final MemoryImages blobs = new MemoryImages();
  private final Layer layer = ManyFiles.stored(blobs);
  private final LayerIndex index = ManyFiles.index(blobs, layer);
  private final byte[] kept = LayerIndexBytes.of(index, layer.diffId());

  @Benchmark
  public LayerIndex read() {
    return ManyFiles.index(blobs, layer);
  }

  @Benchmark
  public byte[] pack() {
    return LayerIndexBytes.of(index, layer.diffId());
  }

  @Benchmark
  public @Nullable LayerIndex unpack() {
    return LayerIndexBytes.read(kept, blobs, layer.descriptor(), layer.diffId());
  }
}
