package dev.lamina.unpack;

import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestingOutputStream;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.export.ExportedFile;
import dev.lamina.filetree.LayerFiles;
import dev.lamina.io.ByteSource;
import dev.lamina.io.Durability;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Fs;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the files of an image into a directory that nobody else can reach. Directories come first,
 * then files, their other names, and links last, so that nothing can be written through one;
 * directories get their modes and times at the end, the deepest first.
 */
final class RootfsWriter {
  private final Path rootfs;
  private final List<Entry> entries;
  private final FileDress dress;
  private final Durability durability;
  private final Cancellation cancellation;
  private final Map<EntryPath, Path> directories = new HashMap<>();
  private final Map<EntryPath, Digest> digests = new HashMap<>();
  private long bytes;

  /**
   * @param entries in the order of their paths, without the root
   */
  RootfsWriter(
      Path rootfs,
      List<Entry> entries,
      FileDress dress,
      Durability durability,
      Cancellation cancellation) {
    this.rootfs = rootfs;
    this.entries = entries;
    this.dress = dress;
    this.durability = durability;
    this.cancellation = cancellation;
  }

  /** Bytes of content that were written. */
  long bytes() {
    return bytes;
  }

  /** The digest of a file that was written. */
  Digest digest(EntryPath file) {
    Digest digest = digests.get(file);
    if (digest == null) {
      throw new IllegalStateException("not written: " + file);
    }
    return digest;
  }

  /** Where a name is on disk. */
  Path place(EntryPath path) throws IOException {
    Path parent = directories.get(path.parent());
    if (parent == null) {
      throw new IllegalStateException("no directory for " + path);
    }
    return Fs.child(parent, path.name());
  }

  void write(Metadata root) throws IOException {
    ExportedFile.createDirectory(rootfs);
    directories.put(EntryPath.ROOT, rootfs);
    for (DirectoryEntry directory : all(DirectoryEntry.class)) {
      Path place = place(directory.path());
      ExportedFile.createDirectory(place);
      directories.put(directory.path(), place);
    }
    writeFiles();
    Map<EntryPath, Entry> links = new HashMap<>();
    all(SymlinkEntry.class).forEach(link -> links.put(link.path(), link));
    for (HardLinkEntry link : all(HardLinkEntry.class)) {
      if (digests.containsKey(link.target())) {
        Files.createLink(place(link.path()), place(link.target()));
      }
    }
    writeLinks(links);
    finish(root);
  }

  private <T extends Entry> List<T> all(Class<T> type) {
    cancellation.check();
    List<T> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (type.isInstance(entry)) {
        found.add(type.cast(entry));
      }
    }
    return found;
  }

  private void writeFiles() throws IOException {
    Map<ByteSource, List<FileEntry>> wanted = new HashMap<>();
    for (FileEntry file : all(FileEntry.class)) {
      if (LayerFiles.isInLayer(file.content())) {
        wanted.computeIfAbsent(file.content(), any -> new ArrayList<>()).add(file);
      } else {
        try (InputStream in = file.content().open()) {
          write(file, in);
        }
      }
    }
    LayerFiles.read(
        wanted.keySet(),
        (place, in) -> {
          List<FileEntry> files = wanted.getOrDefault(place, List.of());
          write(files.get(0), in);
          for (FileEntry copy : files.subList(1, files.size())) {
            try (InputStream written = Fs.open(place(files.get(0).path()))) {
              write(copy, written);
            }
          }
        });
  }

  private void write(FileEntry file, InputStream in) throws IOException {
    cancellation.check();
    Path place = place(file.path());
    try (FileChannel channel =
        FileChannel.open(
            place,
            Set.of(
                StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
            ExportedFile.permissions(place, "rw-------"))) {
      try (DigestingOutputStream out = new DigestingOutputStream(new HoleyFile(channel))) {
        copy(in, out);
        digests.put(file.path(), out.finish());
        bytes += out.count();
      }
      if (durability == Durability.FULL) {
        channel.force(true);
      }
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[HoleyFile.BLOCK];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      cancellation.check();
      out.write(buffer, 0, n);
    }
  }

  private void writeLinks(Map<EntryPath, Entry> links) throws IOException {
    for (SymlinkEntry link : all(SymlinkEntry.class)) {
      Path place = place(link.path());
      Files.createSymbolicLink(place, Fs.path(link.target().bytes()));
    }
    for (HardLinkEntry link : all(HardLinkEntry.class)) {
      if (links.containsKey(link.target())) {
        Files.createLink(place(link.path()), place(link.target()));
      }
    }
  }

  private void finish(Metadata root) throws IOException {
    for (FileEntry file : all(FileEntry.class)) {
      dress.file(place(file.path()), file);
    }
    for (SymlinkEntry link : all(SymlinkEntry.class)) {
      dress.symlink(place(link.path()), link);
    }
    List<DirectoryEntry> all = all(DirectoryEntry.class);
    // the deepest first: what a directory's mode forbids has been done by then
    for (int i = all.size() - 1; i >= 0; i--) {
      Path place = place(all.get(i).path());
      durability.forceDirectory(place);
      dress.file(place, all.get(i));
    }
    durability.forceDirectory(rootfs);
    dress.file(rootfs, new DirectoryEntry(EntryPath.ROOT, root));
  }
}
