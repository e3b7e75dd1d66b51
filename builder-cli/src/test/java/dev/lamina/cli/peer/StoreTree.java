package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.build.BuildRequest;
import dev.lamina.digest.Digest;
import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.image.Image;
import dev.lamina.io.EntryPath;
import dev.lamina.oci.Descriptor;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tree of an image in our store as our own model sees it, in the lines of {@link DiskTree}. */
final class StoreTree {
  private StoreTree() {}

  /** The bytes of the image's config. */
  static byte[] config(Path store, String name) throws IOException {
    return image(store, name).config().bytes();
  }

  private static Image image(Path store, String name) throws IOException {
    return Images.open(store, ImagesOptions.DEFAULT)
        .inspect(name, BuildRequest.DEFAULT_PLATFORM)
        .image();
  }

  /** What a container of the image would see. */
  static SortedMap<String, String> list(Path store, String name) throws IOException {
    Image image = image(store, name);
    ImageStore blobs = ImageStore.open(store, StoreOptions.DEFAULT);
    List<Descriptor> layers = image.manifest().layers();
    List<LayerIndex> indexes = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Digest diffId = image.config().value().rootFs().diffIds().get(i);
      indexes.add(LayerIndex.read(blobs, layers.get(i), diffId, "layer " + i + " of " + name));
    }
    return walk(FileTree.of(indexes));
  }

  private static SortedMap<String, String> walk(FileTree tree) throws IOException {
    SortedMap<String, SourceNode> nodes = new TreeMap<>();
    Deque<EntryPath> ahead = new ArrayDeque<>(List.of(EntryPath.ROOT));
    while (!ahead.isEmpty()) {
      EntryPath folder = ahead.pop();
      for (EntryPath name : tree.list(folder)) {
        EntryPath path = folder.resolve(name);
        SourceNode node = tree.find(path);
        if (node == null) {
          throw new AssertionError("listed and not there: " + path);
        }
        nodes.put("/" + path.decoded(), node);
        ahead.push(path);
      }
    }
    Map<String, List<String>> names = new HashMap<>();
    nodes.forEach(
        (path, node) -> {
          String inode = node.inode() == null ? path : node.inode();
          names.computeIfAbsent(inode, any -> new ArrayList<>()).add(path);
        });
    SortedMap<String, String> lines = new TreeMap<>();
    for (List<String> same : names.values()) {
      for (String path : same) {
        String line = Objects.requireNonNull(nodes.get(path)).entry().accept(new Line());
        lines.put(path, same.size() > 1 ? line + " = " + same.get(0) : line);
      }
    }
    return lines;
  }

  private static final class Line implements Entry.Visitor<String, IOException> {
    @Override
    public String file(FileEntry file) throws IOException {
      try (InputStream in = file.content().open()) {
        Digest digest = Digest.sha256(in.readAllBytes());
        return text("f", file, DiskTree.content(file.content().size(), digest.hex()));
      }
    }

    @Override
    public String directory(DirectoryEntry directory) {
      return text("d", directory, "");
    }

    @Override
    public String symlink(SymlinkEntry symlink) {
      return text("l", symlink, "-> " + new String(symlink.target().bytes(), UTF_8));
    }

    @Override
    public String hardLink(HardLinkEntry hardLink) {
      throw new AssertionError("a tree has no hard links: " + hardLink.path());
    }

    @Override
    public String device(DeviceEntry device) {
      String type = device.kind() == DeviceEntry.Kind.BLOCK ? "b" : "c";
      return text(type, device, device.major() + "," + device.minor());
    }

    @Override
    public String fifo(FifoEntry fifo) {
      return text("p", fifo, "");
    }

    private static String text(String type, Entry entry, String rest) {
      Metadata metadata = entry.metadata();
      return DiskTree.text(type, metadata.mode(), metadata.uid() + ":" + metadata.gid(), rest);
    }
  }
}
