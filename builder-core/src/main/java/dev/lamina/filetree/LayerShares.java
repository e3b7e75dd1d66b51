package dev.lamina.filetree;

import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.SourceNode;
import dev.lamina.filetree.LayerShare.Loss;
import dev.lamina.filetree.LayerShare.StoredFile;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.Whiteouts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells of the files of a stack of layers which ones upper layers overwrite or delete. */
public final class LayerShares {
  private final List<LayerIndex> layers;
  private final FileTree tree = new FileTree();

  /** For each layer the entries whose content the tree has, so far. */
  private final List<BitSet> seen = new ArrayList<>();

  private final List<Map<Integer, Loss>> losses = new ArrayList<>();

  private LayerShares(List<LayerIndex> layers) {
    this.layers = layers;
  }

  /**
   * The shares of layers, the lowest first.
   *
   * @throws RefusedInputException when an entry cannot be
   */
  public static List<LayerShare> of(List<LayerIndex> layers) throws IOException {
    return new LayerShares(layers).run();
  }

  private List<LayerShare> run() throws IOException {
    for (int i = 0; i < layers.size(); i++) {
      tree.add(layers.get(i));
      BitSet files = new BitSet();
      for (int ordinal = 0; ordinal < layers.get(i).entries().size(); ordinal++) {
        files.set(ordinal, layers.get(i).entries().get(ordinal) instanceof FileEntry);
      }
      seen.add(files);
      losses.add(new HashMap<>());
      noteLosses(i);
    }
    List<LayerShare> shares = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      shares.add(share(i));
    }
    return shares;
  }

  private void noteLosses(int top) throws IOException {
    List<BitSet> now = inTree(top);
    for (int i = 0; i <= top; i++) {
      BitSet lost = (BitSet) seen.get(i).clone();
      lost.andNot(now.get(i));
      for (int ordinal = lost.nextSetBit(0); ordinal >= 0; ordinal = lost.nextSetBit(ordinal + 1)) {
        Entry entry = layers.get(i).entries().get(ordinal);
        Loss.Kind kind = isThere(entry.path()) ? Loss.Kind.OVERWRITTEN : Loss.Kind.DELETED;
        losses.get(i).put(ordinal, new Loss(top, kind));
      }
      seen.set(i, now.get(i));
    }
  }

  private boolean isThere(EntryPath path) {
    try {
      return tree.node(tree.place(path.parent()).resolve(path.name())) != null;
    } catch (RefusedInputException e) {
      // a file is in the way
      return false;
    }
  }

  /** Of a layer that is there twice, the upper one counts. */
  private List<BitSet> inTree(int top) throws IOException {
    Map<Object, BitSet> byLayer = new HashMap<>();
    List<BitSet> now = new ArrayList<>();
    for (int i = 0; i <= top; i++) {
      BitSet entries = new BitSet();
      now.add(entries);
      byLayer.put(layers.get(i).layer().digest(), entries);
    }
    for (SourceNode node : TreeFiles.all(tree)) {
      if (node.entry() instanceof FileEntry file && file.content() instanceof LayerFile place) {
        BitSet entries = byLayer.get(place.layer().digest());
        if (entries != null) {
          entries.set(place.ordinal());
        }
      }
    }
    return now;
  }

  private LayerShare share(int layer) {
    List<StoredFile> files = new ArrayList<>();
    List<Entry> entries = layers.get(layer).entries();
    for (int ordinal = 0; ordinal < entries.size(); ordinal++) {
      if (entries.get(ordinal) instanceof FileEntry file && !isMark(file)) {
        files.add(
            new StoredFile(file.path(), file.content().size(), losses.get(layer).get(ordinal)));
      }
    }
    return new LayerShare(layers.get(layer).layer(), files);
  }

  private static boolean isMark(FileEntry file) {
    return Whiteouts.isReserved(file.path());
  }
}
