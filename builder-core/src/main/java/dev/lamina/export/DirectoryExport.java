package dev.lamina.export;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes an image's files into a directory, as far as an ordinary user may: without owners,
 * devices, setuid and setgid, and extended attributes. What is there already stays, a file or link
 * gives way to one of the same name, and nothing is ever written through a link.
 */
public final class DirectoryExport implements Entry.Visitor<Path, IOException> {
  private static final int MOST_NAME = 255;

  private final Path root;
  private final Cancellation cancellation;

  /** Directories that are known to be no links. */
  private final Set<EntryPath> checked = new HashSet<>(Set.of(EntryPath.ROOT));

  private final Deque<DirectoryEntry> directories = new ArrayDeque<>();
  private final Set<EntryPath> skipped = new LinkedHashSet<>();
  private final List<EntryPath> plain = new ArrayList<>();
  private long times;

  private DirectoryExport(Path root, Cancellation cancellation) {
    this.root = root;
    this.cancellation = cancellation;
  }

  /**
   * Writes files.
   *
   * @param directory is made, with those above it; where it is a link it is followed, this once
   * @throws RefusedInputException when it is the root of the file system, when a link stands where
   *     a directory belongs, when a directory and something else would replace each other, or when
   *     a name has more than 255 bytes, before anything is written
   * @throws IOException when something cannot be written; what was written before stays
   */
  public static ExportReport write(ImageFiles files, Path directory, Cancellation cancellation)
      throws IOException {
    Files.createDirectories(directory);
    Path real = directory.toRealPath();
    if (real.getParent() == null) {
      throw new RefusedInputException("the files of an image are not written over /");
    }
    return new DirectoryExport(real, cancellation).run(files);
  }

  private ExportReport run(ImageFiles files) throws IOException {
    for (Entry entry : files.entries()) {
      requireName(entry.path());
    }
    for (Entry entry : files.entries()) {
      cancellation.check();
      entry.accept(this);
    }
    // the deepest first: what a directory's mode forbids has been done by then
    while (!directories.isEmpty()) {
      DirectoryEntry directory = directories.pop();
      Path place = place(directory.path());
      ExportedFile.finish(place, mode(directory), time(directory));
    }
    return new ExportReport(List.copyOf(skipped), plain, times);
  }

  /** Before anything is written: a layer's names may be longer than a file system's. */
  private static void requireName(EntryPath path) throws RefusedInputException {
    int name = path.name().bytes().length;
    if (name > MOST_NAME) {
      throw new RefusedInputException(
          "a name has " + name + " bytes, and no file may have more than 255: " + path);
    }
  }

  private Path place(EntryPath path) throws IOException {
    Path place = root;
    for (EntryPath name : path.components()) {
      place = Fs.child(place, name);
    }
    return place;
  }

  /** Where an entry goes; what it lies in is a directory and no link. */
  private Path placeInDirectory(EntryPath path) throws IOException {
    EntryPath parent = path.parent();
    if (!checked.contains(parent)) {
      requireDirectory(parent);
    }
    return place(path);
  }

  private void requireDirectory(EntryPath path) throws IOException {
    EntryPath here = EntryPath.ROOT;
    for (EntryPath name : path.components()) {
      here = here.resolve(name);
      FileStatus status = Fs.status(place(here));
      if (status == null || !status.isDirectory()) {
        String what = status != null && status.isSymlink() ? "a link" : "no directory";
        throw new RefusedInputException(
            "nothing is written through " + here + " in the output: it is " + what);
      }
      checked.add(here);
    }
  }

  /** Takes away the file or link that is at a place. */
  private static void clear(EntryPath path, Path place) throws IOException {
    FileStatus status = Fs.status(place);
    if (status == null) {
      return;
    }
    if (status.isDirectory()) {
      throw new RefusedInputException(path + " is a directory in the output and not in the image");
    }
    Files.delete(place);
  }

  private long time(Entry entry) {
    long given = entry.metadata().mtime();
    long nearest = ExportedFile.nearestTime(given);
    times += nearest == given ? 0 : 1;
    return nearest;
  }

  private int mode(Entry entry) {
    int mode = entry.metadata().mode();
    if ((mode & 06000) != 0) {
      plain.add(entry.path());
    }
    return mode & 01777;
  }

  @Override
  public Path file(FileEntry file) throws IOException {
    Path place = placeInDirectory(file.path());
    clear(file.path(), place);
    try (OutputStream out = ExportedFile.create(place);
        InputStream in = file.content().open()) {
      in.transferTo(out);
    }
    ExportedFile.finish(place, mode(file), time(file));
    return place;
  }

  @Override
  public Path directory(DirectoryEntry directory) throws IOException {
    Path place = placeInDirectory(directory.path());
    FileStatus status = Fs.status(place);
    if (status == null) {
      ExportedFile.createDirectory(place);
    } else if (status.isDirectory()) {
      ExportedFile.open(place, status);
    } else {
      String what = status.isSymlink() ? "a link" : "a file";
      throw new RefusedInputException(
          directory.path() + " is " + what + " in the output and a directory in the image");
    }
    checked.add(directory.path());
    directories.push(directory);
    return place;
  }

  @Override
  public Path symlink(SymlinkEntry symlink) throws IOException {
    Path place = placeInDirectory(symlink.path());
    clear(symlink.path(), place);
    Files.createSymbolicLink(place, Fs.path(symlink.target().bytes()));
    ExportedFile.setTime(place, time(symlink));
    return place;
  }

  @Override
  public Path hardLink(HardLinkEntry hardLink) throws IOException {
    if (skipped.contains(hardLink.target())) {
      skipped.add(hardLink.path());
      return root;
    }
    Path place = placeInDirectory(hardLink.path());
    clear(hardLink.path(), place);
    Files.createLink(place, placeInDirectory(hardLink.target()));
    return place;
  }

  @Override
  public Path device(DeviceEntry device) {
    skipped.add(device.path());
    return root;
  }

  @Override
  public Path fifo(FifoEntry fifo) {
    skipped.add(fifo.path());
    return root;
  }
}
