package dev.lamina.bench;

import dev.lamina.entry.Entry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.MemoryImages;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import java.io.UncheckedIOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The tree of two layers of 10,000 files each, of which the upper has all of the lower again. */
@State(Scope.Benchmark)
public class FileTreeBench {
  private final List<LayerIndex> layers = layers();
  private final FileTree tree = stack(layers);
  private final List<EntryPath> paths = ManyFiles.entries().stream().map(Entry::path).toList();

  private static List<LayerIndex> layers() {
    MemoryImages blobs = new MemoryImages();
    LayerIndex index = ManyFiles.index(blobs, ManyFiles.stored(blobs));
    return List.of(index, index);
  }

  private static FileTree stack(List<LayerIndex> layers) {
    try {
      return FileTree.of(layers);
    } catch (RefusedInputException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Benchmark
  public FileTree apply() {
    return stack(layers);
  }

  @Benchmark
  public int find() {
    int found = 0;
    for (EntryPath path : paths) {
      found += tree.find(path) == null ? 0 : 1;
    }
    return found;
  }
}
