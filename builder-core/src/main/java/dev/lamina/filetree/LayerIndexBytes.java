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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Layer indexes as bytes that can be kept. They begin with a word for the format, the layer's
 * digest and its diffID, and end with the SHA-256 of all before, so that what is damaged, of
 * another version or of another layer is told from what can be used.
 */
public final class LayerIndexBytes {
  /** Changes whenever the format does. */
  private static final String FORMAT = "lamina layer index 1";

  private static final int CHECKSUM = 32;

  private LayerIndexBytes() {}

  /** An index, with all that {@link #read} needs to know it again. */
  public static byte[] of(LayerIndex index, Digest diffId) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(FORMAT);
      out.writeUTF(index.layer().digest().toString());
      out.writeUTF(diffId.toString());
      out.writeInt(index.entries().size());
      Writer writer = new Writer(out);
      for (Entry entry : index.entries()) {
        entry.accept(writer);
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    bytes.writeBytes(checksum(bytes.toByteArray()));
    return bytes.toByteArray();
  }

  private static byte[] checksum(byte[] bytes) {
    return HexFormat.of().parseHex(Digest.sha256(bytes).hex());
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
    if (end < 0
        || !Arrays.equals(
            checksum(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
      boolean mine =
          in.readUTF().equals(FORMAT)
              && in.readUTF().equals(layer.digest().toString())
              && in.readUTF().equals(diffId.toString());
      return mine ? new Reader(in, blobs, layer, diffId).index() : null;
    } catch (IOException e) {
      throw new IllegalStateException("bytes with a right checksum have no end", e);
    }
  }

  private static final class Writer implements Entry.Visitor<Void, IOException> {
    private final DataOutputStream out;

    Writer(DataOutputStream out) {
      this.out = out;
    }

    @SuppressWarnings("NullAway") // nothing comes back
    private Void nothing() {
      return null;
    }

    private void start(char type, Entry entry) throws IOException {
      out.writeByte(type);
      bytes(entry.path().bytes());
      Metadata metadata = entry.metadata();
      out.writeShort(metadata.mode());
      out.writeLong(metadata.uid());
      out.writeLong(metadata.gid());
      out.writeLong(metadata.mtime());
      Map<String, byte[]> xattrs = metadata.xattrs().asMap();
      out.writeInt(xattrs.size());
      for (Map.Entry<String, byte[]> xattr : xattrs.entrySet()) {
        bytes(xattr.getKey().getBytes(UTF_8));
        bytes(xattr.getValue());
      }
    }

    private void bytes(byte[] bytes) throws IOException {
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    @Override
    public Void file(FileEntry file) throws IOException {
      start('f', file);
      out.writeLong(file.content().size());
      return nothing();
    }

    @Override
    public Void directory(DirectoryEntry directory) throws IOException {
      start('d', directory);
      return nothing();
    }

    @Override
    public Void symlink(SymlinkEntry symlink) throws IOException {
      start('l', symlink);
      bytes(symlink.target().bytes());
      return nothing();
    }

    @Override
    public Void hardLink(HardLinkEntry hardLink) throws IOException {
      start('h', hardLink);
      bytes(hardLink.target().bytes());
      return nothing();
    }

    @Override
    public Void device(DeviceEntry device) throws IOException {
      boolean character = device.kind() == DeviceEntry.Kind.CHARACTER;
      start(character ? 'c' : 'b', device);
      out.writeLong(device.major());
      out.writeLong(device.minor());
      return nothing();
    }

    @Override
    public Void fifo(FifoEntry fifo) throws IOException {
      start('p', fifo);
      return nothing();
    }
  }

  private record Reader(DataInputStream in, BlobSource blobs, Descriptor layer, Digest diffId) {
    LayerIndex index() throws IOException {
      int count = in.readInt();
      List<Entry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        entries.add(entry(i));
      }
      return new LayerIndex(layer, entries);
    }

    private Entry entry(int ordinal) throws IOException {
      char type = (char) in.readByte();
      EntryPath path = EntryPath.ofBytes(bytes());
      Metadata metadata =
          new Metadata(in.readShort(), in.readLong(), in.readLong(), in.readLong(), xattrs());
      return switch (type) {
        case 'f' ->
            new FileEntry(
                path, metadata, new LayerFile(blobs, layer, diffId, ordinal, in.readLong()));
        case 'd' -> new DirectoryEntry(path, metadata);
        case 'l' -> new SymlinkEntry(path, metadata, LinkTarget.ofBytes(bytes()));
        case 'h' -> new HardLinkEntry(path, metadata, EntryPath.ofBytes(bytes()));
        case 'c' -> device(path, metadata, DeviceEntry.Kind.CHARACTER);
        case 'b' -> device(path, metadata, DeviceEntry.Kind.BLOCK);
        case 'p' -> new FifoEntry(path, metadata);
        default -> throw new IllegalStateException("no type of entry: " + type);
      };
    }

    private Entry device(EntryPath path, Metadata metadata, DeviceEntry.Kind kind)
        throws IOException {
      return new DeviceEntry(path, metadata, kind, in.readLong(), in.readLong());
    }

    private byte[] bytes() throws IOException {
      return in.readNBytes(in.readInt());
    }

    private Xattrs xattrs() throws IOException {
      Map<String, byte[]> xattrs = new TreeMap<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        xattrs.put(new String(bytes(), UTF_8), bytes());
      }
      return Xattrs.of(xattrs);
    }
  }
}
