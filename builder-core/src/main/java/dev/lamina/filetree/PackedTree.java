package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import dev.lamina.oci.ChainId;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a stack of layers as bytes that can be kept, under the ChainID of the stack. Of it
 * only those directories are decoded that are looked at, so that a look at one costs the same in a
 * small image and in a large one.
 *
 * <p>A directory is a block: the count of what is in it, then for each the entry, under its name
 * alone, what it shares with other names, and of a directory where its block is. Blocks of what is
 * deeper come first.
 */
public final class PackedTree implements EntrySource {
  /** Changes whenever the format does. */
  private static final String FORMAT = "lamina tree 1";

  private static final int WORD = 4;

  private final byte[] bytes;
  private final Layers layers;
  private final Map<EntryPath, Map<EntryPath, Found>> decoded = new HashMap<>();

  /**
   * A stack of layers.
   *
   * @param blobs where they are read
   * @param descriptors the lowest first
   * @param diffIds one for each
   */
  public record Layers(BlobSource blobs, List<Descriptor> descriptors, List<Digest> diffIds) {
    public Layers {
      descriptors = List.copyOf(descriptors);
      diffIds = List.copyOf(diffIds);
    }

    /**
     * The name of what a container sees of them.
     *
     * @throws IllegalArgumentException when there is no layer
     */
    public Digest chainId() {
      return ChainId.of(diffIds);
    }
  }

  /**
   * A child of a directory.
   *
   * @param block where its own children are, if it is a directory
   */
  private record Found(SourceNode node, int block) {}

  private PackedTree(byte[] bytes, Layers layers) {
    this.bytes = bytes;
    this.layers = layers;
  }

  /**
   * A tree as bytes.
   *
   * @param tree that of the layers
   */
  public static byte[] bytes(FileTree tree, Layers layers) throws IOException {
    PackedOutput out = new PackedOutput();
    out.bytes(FORMAT.getBytes(UTF_8));
    out.bytes(layers.chainId().toString().getBytes(UTF_8));
    Map<EntryPath, Integer> blocks = new HashMap<>();
    List<SourceNode> all = TreeFiles.all(tree);
    // backwards: what is in a directory comes after it
    for (int i = all.size() - 1; i >= 0; i--) {
      EntryPath path = all.get(i).path();
      if (all.get(i).isDirectory()) {
        int start = out.size();
        List<EntryPath> names = tree.list(path);
        out.number(names.size());
        for (EntryPath name : names) {
          SourceNode node = tree.find(path.resolve(name));
          if (node == null) {
            throw new IllegalStateException("listed and not there: " + path.resolve(name));
          }
          write(out, node, layers, blocks.getOrDefault(node.path(), 0));
        }
        blocks.put(path, start);
      }
    }
    int root = out.size();
    write(out, all.get(0), layers, blocks.getOrDefault(EntryPath.ROOT, 0));
    return out.word(root).checked();
  }

  private static void write(PackedOutput out, SourceNode node, Layers layers, int block) {
    Entry entry = node.entry().withPath(node.path().name());
    out.number(node.inode() == null ? 0 : Integer.parseInt(node.inode()) + 1);
    out.number(block);
    entry.accept(new PackedEntries.Writer(out));
    if (entry instanceof FileEntry file) {
      LayerFile place = (LayerFile) file.content();
      out.number(layers.diffIds().lastIndexOf(place.diffId())).number(place.ordinal());
      place.digests().writeOne(place.ordinal(), out);
    }
  }

  /**
   * The tree that bytes hold.
   *
   * @return null when they are not the whole tree of these layers in today's format
   */
  public static @Nullable PackedTree read(byte[] bytes, Layers layers) {
    PackedInput in = PackedInput.checked(bytes);
    boolean mine =
        in != null && in.text().equals(FORMAT) && in.text().equals(layers.chainId().toString());
    return mine ? new PackedTree(bytes, layers) : null;
  }

  @Override
  public @Nullable SourceNode find(EntryPath path) {
    Found found = found(path);
    return found == null ? null : found.node();
  }

  @Override
  public List<EntryPath> list(EntryPath directory) {
    return List.copyOf(children(directory).keySet());
  }

  private @Nullable Found found(EntryPath path) {
    return path.isRoot() ? root() : children(path.parent()).get(path.name());
  }

  private Found root() {
    PackedInput in = new PackedInput(bytes, PackedInput.atEnd(bytes, WORD).word());
    return child(in, EntryPath.ROOT);
  }

  /** By name; empty for what is no directory. */
  private Map<EntryPath, Found> children(EntryPath directory) {
    Map<EntryPath, Found> known = decoded.get(directory);
    if (known != null) {
      return known;
    }
    EntryPath here = EntryPath.ROOT;
    Map<EntryPath, Found> children = decoded.get(here);
    if (children == null) {
      children = decode(here, root());
    }
    for (EntryPath name : directory.components()) {
      Found found = children.get(name);
      if (found == null || !found.node().isDirectory()) {
        return Map.of();
      }
      here = here.resolve(name);
      Map<EntryPath, Found> next = decoded.get(here);
      children = next == null ? decode(here, found) : next;
    }
    return children;
  }

  private Map<EntryPath, Found> decode(EntryPath directory, Found found) {
    Map<EntryPath, Found> children = new LinkedHashMap<>();
    PackedInput in = new PackedInput(bytes, found.block());
    int count = (int) in.number();
    for (int i = 0; i < count; i++) {
      Found child = child(in, directory);
      children.put(child.node().path().name(), child);
    }
    decoded.put(directory, children);
    return children;
  }

  private Found child(PackedInput in, EntryPath directory) {
    int inode = (int) in.number();
    int block = (int) in.number();
    Entry entry = PackedEntries.read(in, size -> content(in, size));
    Entry placed = entry.withPath(directory.resolve(entry.path()));
    return new Found(new SourceNode(placed, inode == 0 ? null : String.valueOf(inode - 1)), block);
  }

  private LayerFile content(PackedInput in, long size) {
    int layer = (int) in.number();
    int ordinal = (int) in.number();
    return new LayerFile(
        layers.blobs(),
        layers.descriptors().get(layer),
        layers.diffIds().get(layer),
        ordinal,
        size,
        ContentDigests.readOne(in, ordinal));
  }
}
