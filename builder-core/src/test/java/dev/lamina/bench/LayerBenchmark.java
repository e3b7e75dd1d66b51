package dev.lamina.bench;

import dev.lamina.compression.Compression;
import dev.lamina.content.BlobWriter;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexBytes;
import dev.lamina.image.MemoryImages;
import dev.lamina.layer.Layer;
import dev.lamina.layer.LayerWriter;
import dev.lamina.layer.TarEntries;
import dev.lamina.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 5,000 files of 5 kB: as a tar, as a layer, as its table of contents, as a tree. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class LayerBenchmark {
  private static final int FILES = 5000;

  private final MemoryImages blobs = new MemoryImages();
  private List<Entry> entries = List.of();
  private byte[] kept = {};
  private @Nullable LayerIndex index;
  private @Nullable Layer layer;

  @Setup
  public void make() throws IOException {
    entries = BenchData.files(FILES, 5000);
    layer = write(blobs.newBlob(), Compression.GZIP, 2);
    index = LayerIndex.read(blobs, layer.descriptor(), layer.diffId(), "layer");
    kept = LayerIndexBytes.of(index, layer.diffId());
  }

  private Layer write(BlobWriter sink, Compression compression, int parallelism)
      throws IOException {
    try (BlobWriter blob = sink;
        LayerWriter writer = new LayerWriter(blob, compression, parallelism)) {
      for (Entry entry : entries) {
        writer.add(entry);
      }
      return writer.finish();
    }
  }

  @Benchmark
  public void tar() throws IOException {
    try (TarWriter tar = new TarWriter(OutputStream.nullOutputStream())) {
      for (Entry entry : entries) {
        try (InputStream content = ((FileEntry) entry).content().open()) {
          tar.add(TarEntries.header(entry), content);
        }
      }
      tar.finish();
    }
  }

  @Benchmark
  public Layer layerPlain() throws IOException {
    return write(new DroppedBlob(), Compression.NONE, 1);
  }

  @Benchmark
  public Layer layerGzip() throws IOException {
    return write(new DroppedBlob(), Compression.GZIP, 1);
  }

  @Benchmark
  public Layer layerGzipOnTwoThreads() throws IOException {
    return write(new DroppedBlob(), Compression.GZIP, 2);
  }

  @Benchmark
  public LayerIndex indexOfLayer() throws IOException {
    return LayerIndex.read(blobs, layer.descriptor(), layer.diffId(), "layer");
  }

  @Benchmark
  public byte[] indexToBytes() {
    return LayerIndexBytes.of(index, layer.diffId());
  }

  @Benchmark
  public @Nullable LayerIndex indexFromBytes() {
    return LayerIndexBytes.read(kept, blobs, layer.descriptor(), layer.diffId());
  }

  @Benchmark
  public FileTree tree() throws IOException {
    return FileTree.of(List.of(index));
  }
}
