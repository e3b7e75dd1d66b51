package dev.lamina.context;

import dev.lamina.compression.Decompressor;
import dev.lamina.compression.Format;
import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.LinkTarget;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import dev.lamina.tar.TarType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A build context that comes as a tar archive, compressed or not. */
public final class TarContext {
  private final ContextOptions options;
  private final TarReader reader;
  private final Scratch scratch;
  private final MemoryContext.Builder nodes = MemoryContext.builder();

  private TarContext(ContextOptions options, TarReader reader, Scratch scratch) {
    this.options = options;
    this.reader = reader;
    this.scratch = scratch;
  }

  /**
   * Whether what begins with these bytes is an archive that {@link #read} understands: compressed,
   * or a tar. Docker tells a Dockerfile on standard input from an archive in the same way.
   *
   * @param head the first 64 KiB, or all there is
   */
  public static boolean isArchive(byte[] head) {
    if (Decompressor.detect(head) != Format.PLAIN) {
      return true;
    }
    boolean empty = head.length >= 512 && Arrays.equals(head, 0, 512, new byte[512], 0, 512);
    try {
      return empty || TarReader.looksLikeTar(new ByteArrayInputStream(head));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads an archive to its end. The content of its files is kept in {@code scratch}, which must
   * stay open while the context is used; metadata is kept in memory. No ignore file applies.
   *
   * @param in is not closed
   * @param scratch the caller closes it
   * @param warnings told, escaped, of what was left out
   * @throws RefusedInputException when the archive is damaged, over a limit, or has a name that
   *     climbs out of it
   * @throws IOException when it cannot be read, or the scratch file cannot be written
   */
  public static BuildContext read(
      InputStream in, Scratch scratch, ContextOptions options, Consumer<String> warnings)
      throws IOException {
    try (InputStream plain = Decompressor.open(new Unclosed(in))) {
      TarReader reader = new TarReader(plain, TarLimits.ARCHIVE, warnings);
      TarContext context = new TarContext(options, reader, scratch);
      context.readAll();
      return context.nodes.build();
    }
  }

  private void readAll() throws IOException {
    for (TarHeader header = reader.next(); header != null; header = reader.next()) {
      EntryPath path = path(header.name());
      if (!path.isRoot()) {
        addParents(path);
        add(node(path, header));
      } else if (header.type() == TarType.DIRECTORY) {
        add(node(path, header));
      }
    }
    reader.drain();
  }

  private static EntryPath path(byte[] name) throws RefusedInputException {
    String printable = Escaped.bytes(name);
    if (Arrays.asList(printable.split("/", -1)).contains("..")) {
      throw new RefusedInputException("name climbs out of the context: " + printable);
    }
    return EntryPath.ofBytes(name);
  }

  private void addParents(EntryPath path) throws RefusedInputException {
    EntryPath parent = EntryPath.ROOT;
    for (EntryPath name : path.parent().components()) {
      parent = parent.resolve(name);
      SourceNode node = nodes.node(parent);
      if (node == null) {
        nodes.add(SourceNode.of(new DirectoryEntry(parent, options.metadata(0755, 0, true))));
      } else if (!node.isDirectory()) {
        throw new RefusedInputException(path + " lies below " + parent + ", which is no directory");
      }
    }
  }

  private void add(SourceNode node) throws RefusedInputException {
    SourceNode before = nodes.node(node.path());
    if (before != null && before.isDirectory() && !node.isDirectory()) {
      throw new RefusedInputException(node.path() + " is both a directory and a file");
    }
    nodes.add(node);
  }

  private SourceNode node(EntryPath path, TarHeader header) throws IOException {
    if (header.type() == TarType.HARD_LINK) {
      return hardLink(path, path(header.linkName()));
    }
    return SourceNode.of(entry(path, header));
  }

  private Entry entry(EntryPath path, TarHeader header) throws IOException {
    boolean executable = header.type() == TarType.DIRECTORY || (header.mode() & 0100) != 0;
    Metadata metadata = options.metadata(header.mode(), header.mtime(), executable);
    return switch (header.type()) {
      case FILE -> new FileEntry(path, metadata, content());
      case DIRECTORY -> new DirectoryEntry(path, metadata);
      case SYMLINK ->
          new SymlinkEntry(path, options.linkMetadata(header.mtime()), target(path, header));
      case FIFO -> new FifoEntry(path, metadata);
      case CHARACTER_DEVICE -> device(path, metadata, DeviceEntry.Kind.CHARACTER, header);
      case BLOCK_DEVICE -> device(path, metadata, DeviceEntry.Kind.BLOCK, header);
      case HARD_LINK -> throw new IllegalStateException("a hard link is no entry of its own");
    };
  }

  private ByteSource content() throws IOException {
    return scratch.append(reader.content());
  }

  private static LinkTarget target(EntryPath path, TarHeader header) throws RefusedInputException {
    if (header.linkName().length == 0) {
      throw new RefusedInputException("the link " + path + " has no target");
    }
    return LinkTarget.ofBytes(header.linkName());
  }

  private static Entry device(
      EntryPath path, Metadata metadata, DeviceEntry.Kind kind, TarHeader header) {
    return new DeviceEntry(path, metadata, kind, header.deviceMajor(), header.deviceMinor());
  }

  private SourceNode hardLink(EntryPath path, EntryPath target) throws RefusedInputException {
    SourceNode first = nodes.node(target);
    if (first == null || first.isDirectory()) {
      throw new RefusedInputException(
          "the hard link " + path + " names " + target + ", which is no file before it");
    }
    String inode = inode(first);
    nodes.add(new SourceNode(first.entry(), inode));
    return new SourceNode(first.entry().withPath(path), inode);
  }

  private static String inode(SourceNode node) {
    @Nullable String known = node.inode();
    return known == null ? node.path().toString() : known;
  }
}
