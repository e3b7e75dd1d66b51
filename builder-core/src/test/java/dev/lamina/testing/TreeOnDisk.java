package dev.lamina.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Fs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes files on disk from entries, in their order. Owners are set by root alone; without root
 * everything belongs to who runs this. A directory's mode must let its owner in. Devices cannot be
 * made.
 *
 * @param root the directory that takes them
 * @param isRoot whether owners can be set
 */
record TreeOnDisk(Path root, boolean isRoot) implements Entry.Visitor<Path, IOException> {
  /** Makes all of them below {@code root}. */
  static void make(Path root, List<Entry> entries) throws IOException {
    TreeOnDisk tree = new TreeOnDisk(root, Files.getAttribute(root, "unix:uid").equals(0));
    for (Entry entry : entries) {
      entry.accept(tree);
    }
  }

  private Path place(EntryPath path) throws IOException {
    Path place = root;
    for (EntryPath name : path.components()) {
      place = Fs.child(place, name);
    }
    return place;
  }

  private Path dress(Path path, Metadata metadata) throws IOException {
    if (isRoot && (metadata.uid() != 0 || metadata.gid() != 0)) {
      setOwner(path, "unix:uid", metadata.uid());
      setOwner(path, "unix:gid", metadata.gid());
    }
    if (!Files.isSymbolicLink(path)) {
      // not with NOFOLLOW_LINKS, which opens the file, and waits for ever where that is a FIFO
      Files.setAttribute(path, "unix:mode", metadata.mode());
    }
    return path;
  }

  private static void setOwner(Path path, String name, long id) throws IOException {
    Files.setAttribute(path, name, Math.toIntExact(id), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Path file(FileEntry file) throws IOException {
    Path path = place(file.path());
    try (InputStream in = file.content().open()) {
      Files.copy(in, path);
    }
    return dress(path, file.metadata());
  }

  @Override
  public Path directory(DirectoryEntry directory) throws IOException {
    return dress(Files.createDirectories(place(directory.path())), directory.metadata());
  }

  @Override
  public Path symlink(SymlinkEntry symlink) throws IOException {
    Path target = Path.of(new String(symlink.target().bytes(), UTF_8));
    return dress(Files.createSymbolicLink(place(symlink.path()), target), symlink.metadata());
  }

  @Override
  public Path hardLink(HardLinkEntry hardLink) throws IOException {
    return Files.createLink(place(hardLink.path()), place(hardLink.target()));
  }

  @Override
  public Path device(DeviceEntry device) {
    throw new AssertionError("a device cannot be made: " + device.path());
  }

  @Override
  public Path fifo(FifoEntry fifo) throws IOException {
    Path path = place(fifo.path());
    Sh.in(root).run("mkfifo", path.toString()).ok();
    return dress(path, fifo.metadata());
  }
}
