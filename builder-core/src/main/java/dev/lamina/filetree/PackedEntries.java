package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import java.util.Map;
import java.util.TreeMap;

/** Entries as bytes, and back. Of the content of a file there is the size; it comes last. */
final class PackedEntries {
  private PackedEntries() {}

  /** Writes one entry after the other. */
  static final class Writer implements Entry.Visitor<PackedOutput, RuntimeException> {
    private final PackedOutput out;

    Writer(PackedOutput out) {
      this.out = out;
    }

    private PackedOutput start(char type, Entry entry) {
      Metadata metadata = entry.metadata();
      Map<String, byte[]> xattrs = metadata.xattrs().asMap();
      // most files have none: upper case says that there are some
      out.octet(xattrs.isEmpty() ? type : Character.toUpperCase(type));
      out.bytes(entry.path().bytes());
      out.number(metadata.mode());
      out.number(metadata.uid());
      out.number(metadata.gid());
      out.signed(metadata.mtime());
      if (!xattrs.isEmpty()) {
        out.number(xattrs.size());
        xattrs.forEach((name, value) -> out.bytes(name.getBytes(UTF_8)).bytes(value));
      }
      return out;
    }

    @Override
    public PackedOutput file(FileEntry file) {
      return start('f', file).number(file.content().size());
    }

    @Override
    public PackedOutput directory(DirectoryEntry directory) {
      return start('d', directory);
    }

    @Override
    public PackedOutput symlink(SymlinkEntry symlink) {
      return start('l', symlink).bytes(symlink.target().bytes());
    }

    @Override
    public PackedOutput hardLink(HardLinkEntry hardLink) {
      return start('h', hardLink).bytes(hardLink.target().bytes());
    }

    @Override
    public PackedOutput device(DeviceEntry device) {
      boolean character = device.kind() == DeviceEntry.Kind.CHARACTER;
      return start(character ? 'c' : 'b', device).number(device.major()).number(device.minor());
    }

    @Override
    public PackedOutput fifo(FifoEntry fifo) {
      return start('p', fifo);
    }
  }

  /** Where the content of a file is, once its size was read. */
  interface Contents {
    ByteSource of(long size);
  }

  /** Reads one entry. */
  static Entry read(PackedInput in, Contents contents) {
    char type = (char) in.octet();
    EntryPath path = EntryPath.ofBytes(in.bytes());
    Metadata metadata =
        new Metadata(
            (int) in.number(),
            in.number(),
            in.number(),
            in.signed(),
            Character.isUpperCase(type) ? xattrs(in) : Xattrs.NONE);
    return switch (Character.toLowerCase(type)) {
      case 'f' -> new FileEntry(path, metadata, contents.of(in.number()));
      case 'd' -> new DirectoryEntry(path, metadata);
      case 'l' -> new SymlinkEntry(path, metadata, LinkTarget.ofBytes(in.bytes()));
      case 'h' -> new HardLinkEntry(path, metadata, EntryPath.ofBytes(in.bytes()));
      case 'c' -> device(in, path, metadata, DeviceEntry.Kind.CHARACTER);
      case 'b' -> device(in, path, metadata, DeviceEntry.Kind.BLOCK);
      case 'p' -> new FifoEntry(path, metadata);
      default -> throw new IllegalStateException("no type of entry: " + type);
    };
  }

  private static Entry device(
      PackedInput in, EntryPath path, Metadata metadata, DeviceEntry.Kind kind) {
    return new DeviceEntry(path, metadata, kind, in.number(), in.number());
  }

  private static Xattrs xattrs(PackedInput in) {
    Map<String, byte[]> xattrs = new TreeMap<>();
    int count = (int) in.number();
    for (int i = 0; i < count; i++) {
      xattrs.put(in.text(), in.bytes());
    }
    return Xattrs.of(xattrs);
  }
}
