package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
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
import dev.lamina.io.EntryPath;
import dev.lamina.oci.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Layer indexes as bytes that can be kept. They begin with a word for the format, the layer's
 * digest and its diffID, and end with the CRC-32 of all before, so that what is damaged, of another
 * version or of another layer is told from what can be used. A CRC because reading is in the way of
 * commands that take a tenth of a second: it is computed at full speed from the first byte on.
 */
public final class LayerIndexBytes {
  /** Changes whenever the format does. */
  private static final String FORMAT = "lamina layer index 2";

  private static final int CHECKSUM = 4;

  private LayerIndexBytes() {}

  /** An index, with all that {@link #read} needs to know it again. */
  public static byte[] of(LayerIndex index, Digest diffId) {
    PackedOutput out = new PackedOutput();
    out.bytes(FORMAT.getBytes(UTF_8));
    out.bytes(index.layer().digest().toString().getBytes(UTF_8));
    out.bytes(diffId.toString().getBytes(UTF_8));
    out.number(index.entries().size());
    digests(index).write(out);
    Writer writer = new Writer(out);
    for (Entry entry : index.entries()) {
      entry.accept(writer);
    }
    byte[] bytes = out.toByteArray();
    int crc = checksum(bytes, bytes.length);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.octet(crc >>> shift);
    }
    return out.toByteArray();
  }

  private static ContentDigests digests(LayerIndex index) {
    for (Entry entry : index.entries()) {
      if (entry instanceof FileEntry file && file.content() instanceof LayerFile place) {
        return place.digests();
      }
    }
    return ContentDigests.UNKNOWN;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * The index that bytes hold.
   *
   * @param blobs where the bytes of its files are read when they are wanted
   * @return null when they are not the whole index of this layer in today's format
   */
  public static @Nullable LayerIndex read(
      byte[] bytes, BlobSource blobs, Descriptor layer, Digest diffId) {
    int end = bytes.length - CHECKSUM;
    if (end < 0) {
      return null;
    }
    PackedInput sum = new PackedInput(bytes, end);
    int crc = 0;
    for (int i = 0; i < CHECKSUM; i++) {
      crc = (crc << 8) | sum.octet();
    }
    if (crc != checksum(bytes, end)) {
      return null;
    }
    PackedInput in = new PackedInput(bytes, 0);
    boolean mine =
        in.text().equals(FORMAT)
            && in.text().equals(layer.digest().toString())
            && in.text().equals(diffId.toString());
    return mine ? new Reader(in, blobs, layer, diffId).index() : null;
  }

  private static final class Writer implements Entry.Visitor<PackedOutput, RuntimeException> {
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

  private record Reader(PackedInput in, BlobSource blobs, Descriptor layer, Digest diffId) {
    LayerIndex index() {
      int count = (int) in.number();
      ContentDigests digests = ContentDigests.read(in, count);
      List<Entry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        entries.add(entry(i, digests));
      }
      return new LayerIndex(layer, entries);
    }

    private Entry entry(int ordinal, ContentDigests digests) {
      char type = (char) in.octet();
      EntryPath path = EntryPath.ofBytes(in.bytes());
      Metadata metadata =
          new Metadata(
              (int) in.number(),
              in.number(),
              in.number(),
              in.signed(),
              Character.isUpperCase(type) ? xattrs() : Xattrs.NONE);
      return switch (Character.toLowerCase(type)) {
        case 'f' ->
            new FileEntry(
                path, metadata, new LayerFile(blobs, layer, diffId, ordinal, in.number(), digests));
        case 'd' -> new DirectoryEntry(path, metadata);
        case 'l' -> new SymlinkEntry(path, metadata, LinkTarget.ofBytes(in.bytes()));
        case 'h' -> new HardLinkEntry(path, metadata, EntryPath.ofBytes(in.bytes()));
        case 'c' -> device(path, metadata, DeviceEntry.Kind.CHARACTER);
        case 'b' -> device(path, metadata, DeviceEntry.Kind.BLOCK);
        case 'p' -> new FifoEntry(path, metadata);
        default -> throw new IllegalStateException("no type of entry: " + type);
      };
    }

    private Entry device(EntryPath path, Metadata metadata, DeviceEntry.Kind kind) {
      return new DeviceEntry(path, metadata, kind, in.number(), in.number());
    }

    private Xattrs xattrs() {
      Map<String, byte[]> xattrs = new TreeMap<>();
      int count = (int) in.number();
      for (int i = 0; i < count; i++) {
        xattrs.put(in.text(), in.bytes());
      }
      return Xattrs.of(xattrs);
    }
  }
}
