package dev.lamina.unpack;

import dev.lamina.content.BlobSource;
import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.LinkTarget;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.export.ExportedFile;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.filetree.TreeDiff;
import dev.lamina.image.Image;
import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks one image: its files, flattened, into {@code rootfs} of a new directory, and beside them
 * the record of what the disk cannot say. Needs no root; who has it gets the real owners. The
 * directory appears at once, whole or not at all.
 */
public final class ImageUnpack {
  static final String ROOTFS = "rootfs";
  private static final String BUNDLE = "bundle";

  private final Image image;
  private final UnpackOptions options;
  private final Cancellation cancellation;
  private final List<Entry> entries;
  private final Metadata top;
  private final boolean root = FileOwner.isRoot();

  private ImageUnpack(Image image, FileTree tree, UnpackOptions options, Cancellation cancellation)
      throws IOException {
    this.image = image;
    this.options = options;
    this.cancellation = cancellation;
    this.entries = TreeDiff.all(tree);
    var top = tree.find(EntryPath.ROOT);
    this.top = top == null ? Metadata.of(0755) : top.entry().metadata();
  }

  /** An image and where it is. */
  public record Source(BlobSource blobs, LayerIndexCache cache, Image image, String name) {}

  /**
   * Unpacks an image.
   *
   * @param directory is made, with those above it
   * @param store is left alone
   * @throws dev.lamina.io.RefusedInputException when something is at the place, or the image has
   *     something that cannot be unpacked here; nothing is written then
   * @throws IOException when a layer is damaged or the disk full; what was written is removed
   */
  public static UnpackReport run(
      Source source, Path directory, Path store, UnpackOptions options, Cancellation cancellation)
      throws IOException {
    UnpackTarget target = UnpackTarget.of(directory, options.place(), store);
    FileTree tree = FileTree.of(indexes(source, cancellation));
    ImageUnpack unpack = new ImageUnpack(source.image(), tree, options, cancellation);
    try (PartialDirectory partial = PartialDirectory.create(target.parent())) {
      return unpack.into(partial.path(), target, source.name());
    }
  }

  private static List<LayerIndex> indexes(Source source, Cancellation cancellation)
      throws IOException {
    List<LayerIndex> indexes = new ArrayList<>();
    var layers = source.image().manifest().layers();
    var diffIds = source.image().config().value().rootFs().diffIds();
    for (int i = 0; i < layers.size(); i++) {
      cancellation.check();
      indexes.add(source.cache().read(source.blobs(), layers.get(i), diffIds.get(i)));
    }
    return indexes;
  }

  private UnpackReport into(Path partial, UnpackTarget target, String name) throws IOException {
    Path bundle = partial.resolve(BUNDLE);
    Path rootfs = bundle.resolve(ROOTFS);
    new Preflight(rootfs, NameFolding.probe(partial), options.special()).check(entries, partial);
    ExportedFile.createDirectory(bundle);
    FileDress dress = new FileDress(root, options.setIds());
    RootfsWriter writer =
        new RootfsWriter(rootfs, entries, dress, options.durability(), cancellation);
    writer.write(top);
    UnpackRecord.write(
        bundle,
        name,
        image,
        entries.size(),
        index -> recorded(entries.get(index), writer),
        options.durability());
    options.durability().forceDirectory(bundle);
    target.publish(bundle, partial, options);
    return new UnpackReport(
        target.path().resolve(ROOTFS),
        entries.size(),
        writer.bytes(),
        entries.stream().filter(ImageUnpack::isSpecial).map(Entry::path).toList(),
        dress.stripped(),
        entries.stream().filter(ImageUnpack::hasXattrs).count(),
        dress.owners(),
        dress.times());
  }

  private static boolean isSpecial(Entry entry) {
    return entry instanceof DeviceEntry || entry instanceof FifoEntry;
  }

  private static boolean hasXattrs(Entry entry) {
    return !(entry instanceof HardLinkEntry) && !entry.metadata().xattrs().isEmpty();
  }

  private RecordedFile recorded(Entry entry, RootfsWriter writer) throws IOException {
    cancellation.check();
    Path place = writer.place(entry.path());
    FileStatus status = Fs.status(place);
    if (status == null) {
      return new RecordedFile(entry, null, null);
    }
    OnDisk disk = OnDisk.of(status, FileOwner.of(place, status, root));
    if (entry instanceof FileEntry file) {
      var content = UnpackedContent.remembered(writer.digest(file.path()), file.content().size());
      return new RecordedFile(new FileEntry(file.path(), file.metadata(), content), disk, null);
    }
    LinkTarget target = entry instanceof SymlinkEntry link ? otherTarget(place, link) : null;
    return new RecordedFile(entry, disk, target);
  }

  /** What the disk says of a link whose text it does not keep as it was, such as double slashes. */
  private static @Nullable LinkTarget otherTarget(Path place, SymlinkEntry link)
      throws IOException {
    LinkTarget target = LinkTarget.ofBytes(Fs.linkTarget(place));
    return target.equals(link.target()) ? null : target;
  }
}
