package dev.lamina;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.entry.EntrySource;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexBytes;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.filetree.PackedTree;
import dev.lamina.io.AtomicFile;
import dev.lamina.io.Durability;
import dev.lamina.io.Fs;
import dev.lamina.oci.Descriptor;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Layer indexes in the store's cache, each in a file named by the layer, and trees of stacks of
 * layers, named by the ChainID. Together they take {@value #MOST_BYTES} bytes at most: the oldest
 * go first. Nothing depends on them: one that is gone or damaged costs reading the layer again.
 */
final class KeptLayerIndexes implements LayerIndexCache {
  private static final long MOST_BYTES = 256 << 20;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final StoreSession session;
  private final long mostBytes;
  private final AtomicInteger names = new AtomicInteger();

  private record Kept(Path path, long size, FileTime written) {}

  KeptLayerIndexes(StoreSession session) {
    this(session, MOST_BYTES);
  }

  KeptLayerIndexes(StoreSession session, long mostBytes) {
    this.session = session;
    this.mostBytes = mostBytes;
  }

  private Path directory() {
    return session.cachePlace().resolve("layer-index");
  }

  private Path file(Digest layer) {
    return directory().resolve(layer.algorithm().id() + "-" + layer.hex());
  }

  @Override
  public @Nullable LayerIndex find(BlobSource blobs, Descriptor layer, Digest diffId) {
    byte[] bytes = bytes(file(layer.digest()));
    return bytes == null ? null : LayerIndexBytes.read(bytes, blobs, layer, diffId);
  }

  private byte @Nullable [] bytes(Path file) {
    try (InputStream in = Fs.open(file)) {
      return in.readNBytes((int) mostBytes);
    } catch (IOException e) {
      // most often there is none; whatever it is, the layers themselves can be read
      return null;
    }
  }

  @Override
  public void keep(LayerIndex index, Digest diffId) {
    keep(file(index.layer().digest()), LayerIndexBytes.of(index, diffId));
  }

  /**
   * The tree of a stack of layers, at least one. What is not known is made of the layers' indexes,
   * and known from then on.
   *
   * @throws IOException when a layer must be read and cannot, is refused or is not what its names
   *     say
   */
  EntrySource tree(PackedTree.Layers layers) throws IOException {
    Digest chain = layers.chainId();
    Path file = directory().resolve("tree-" + chain.algorithm().id() + "-" + chain.hex());
    byte[] bytes = bytes(file);
    PackedTree known = bytes == null ? null : PackedTree.read(bytes, layers);
    if (known != null) {
      return known;
    }
    FileTree tree = new FileTree();
    for (int i = 0; i < layers.descriptors().size(); i++) {
      tree.add(read(layers.blobs(), layers.descriptors().get(i), layers.diffIds().get(i)));
    }
    keep(file, PackedTree.bytes(tree, layers));
    return tree;
  }

  private void keep(Path file, byte[] bytes) {
    if (bytes.length > mostBytes) {
      return;
    }
    try {
      session.cacheDirectory();
      Files.createDirectories(directory());
      makeRoom(mostBytes - bytes.length);
      AtomicFile.replace(
          file,
          session.scratchDirectory().resolve("layer-index-" + names.incrementAndGet()),
          bytes,
          OWNER_ONLY,
          Durability.FAST);
    } catch (IOException e) {
      // without it the layer is read again next time
    }
  }

  private void makeRoom(long room) throws IOException {
    List<Kept> latestFirst = kept();
    latestFirst.sort(Comparator.comparing(Kept::written).reversed());
    long total = 0;
    for (Kept kept : latestFirst) {
      total += kept.size();
      if (total > room) {
        Files.deleteIfExists(kept.path());
      }
    }
  }

  private List<Kept> kept() throws IOException {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory())) {
      for (Path file : files.toList()) {
        try {
          kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
        } catch (NoSuchFileException e) {
          // another process made room
        }
      }
    }
    return kept;
  }
}
