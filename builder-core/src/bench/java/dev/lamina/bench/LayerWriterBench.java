package dev.lamina.bench;

import dev.lamina.compression.Compression;
import dev.lamina.entry.Entry;
import dev.lamina.image.MemoryImages;
import dev.lamina.layer.Layer;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Entries in memory to a layer in memory: tar, two digests, and gzip where it is said. */
@State(Scope.Benchmark)
public class LayerWriterBench {
  private final List<Entry> entries = ManyFiles.entries();

  @Benchmark
  public Layer gzip() throws IOException {
    return ManyFiles.write(new MemoryImages(), entries, Compression.GZIP, 1);
  }

  @Benchmark
  public Layer gzipTwoThreads() throws IOException {
    return ManyFiles.write(new MemoryImages(), entries, Compression.GZIP, 2);
  }

  @Benchmark
  public Layer none() throws IOException {
    return ManyFiles.write(new MemoryImages(), entries, Compression.NONE, 1);
  }
}
