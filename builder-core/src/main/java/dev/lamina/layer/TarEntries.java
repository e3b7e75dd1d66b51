package dev.lamina.layer;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.LinkTarget;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.entry.Xattrs;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import java.util.Arrays;

/** Entries as headers of a tar, and back. */
public final class TarEntries {
  private TarEntries() {}

  /**
   * The entry that a header describes. Names are relative to the root: a leading slash goes, and
   * {@code ..} stops at the root.
   *
   * @param content the bytes of a file; not looked at for other types
   * @throws RefusedInputException when a link has no target
   */
  public static Entry entry(TarHeader header, ByteSource content) throws RefusedInputException {
    EntryPath path = EntryPath.ofBytes(header.name());
    Metadata metadata =
        new Metadata(
            header.mode(), header.uid(), header.gid(), header.mtime(), Xattrs.of(header.xattrs()));
    return switch (header.type()) {
      case FILE -> new FileEntry(path, metadata, content);
      case DIRECTORY -> new DirectoryEntry(path, metadata);
      case SYMLINK -> new SymlinkEntry(path, metadata, LinkTarget.ofBytes(target(header)));
      case HARD_LINK -> new HardLinkEntry(path, metadata, EntryPath.ofBytes(target(header)));
      case CHARACTER_DEVICE -> device(header, path, metadata, DeviceEntry.Kind.CHARACTER);
      case BLOCK_DEVICE -> device(header, path, metadata, DeviceEntry.Kind.BLOCK);
      case FIFO -> new FifoEntry(path, metadata);
    };
  }

  /** The header that describes an entry. */
  public static TarHeader header(Entry entry) {
    return entry.accept(HEADERS);
  }

  private static byte[] target(TarHeader header) throws RefusedInputException {
    byte[] target = header.linkName();
    if (target.length == 0) {
      throw new RefusedInputException("link without a target: " + Escaped.bytes(header.name()));
    }
    return target;
  }

  private static DeviceEntry device(
      TarHeader header, EntryPath path, Metadata metadata, DeviceEntry.Kind kind) {
    return new DeviceEntry(path, metadata, kind, header.deviceMajor(), header.deviceMinor());
  }

  /** The header for each type of entry. */
  static final Entry.Visitor<TarHeader, RuntimeException> HEADERS =
      new Entry.Visitor<>() {
        @Override
        public TarHeader file(FileEntry file) {
          return start(TarType.FILE, file).size(file.content().size()).build();
        }

        @Override
        public TarHeader directory(DirectoryEntry directory) {
          return start(TarType.DIRECTORY, directory).build();
        }

        @Override
        public TarHeader symlink(SymlinkEntry symlink) {
          return start(TarType.SYMLINK, symlink).linkName(symlink.target().bytes()).build();
        }

        @Override
        public TarHeader hardLink(HardLinkEntry hardLink) {
          return start(TarType.HARD_LINK, hardLink).linkName(hardLink.target().bytes()).build();
        }

        @Override
        public TarHeader device(DeviceEntry device) {
          TarType type =
              device.kind() == DeviceEntry.Kind.CHARACTER
                  ? TarType.CHARACTER_DEVICE
                  : TarType.BLOCK_DEVICE;
          return start(type, device).device(device.major(), device.minor()).build();
        }

        @Override
        public TarHeader fifo(FifoEntry fifo) {
          return start(TarType.FIFO, fifo).build();
        }
      };

  private static TarHeader.Builder start(TarType type, Entry entry) {
    Metadata metadata = entry.metadata();
    byte[] name = entry.path().bytes();
    if (type == TarType.DIRECTORY) {
      name = Arrays.copyOf(name, name.length + 1);
      name[name.length - 1] = '/';
    }
    return TarHeader.builder(type, name)
        .mode(metadata.mode())
        .owner(metadata.uid(), metadata.gid())
        .mtime(metadata.mtime())
        .xattrs(metadata.xattrs().asMap());
  }
}
