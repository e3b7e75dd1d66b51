package dev.lamina.unpack;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.AtomicFile;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what cannot be unpacked before anything is written. */
final class Preflight {
  private static final int MOST_NAME = 255;

  /** What the kernel takes as a path, the NUL at its end not counted. */
  private static final int MOST_PATH = 4095;

  private final Path rootfs;
  private final NameFolding folding;
  private final UnpackOptions.Special special;
  private final Map<EntryPath, Map<String, EntryPath>> folded = new HashMap<>();

  Preflight(Path rootfs, NameFolding folding, UnpackOptions.Special special) {
    this.rootfs = rootfs;
    this.folding = folding;
    this.special = special;
  }

  /**
   * Looks at all entries.
   *
   * @throws RefusedInputException when one cannot be written, or two would be one file
   * @throws IOException when there is not room for all
   */
  void check(List<Entry> entries, Path existing) throws IOException {
    long bytes = 0;
    for (Entry entry : entries) {
      check(entry);
      if (entry instanceof FileEntry file) {
        bytes += file.content().size();
      }
    }
    AtomicFile.requireSpace(existing, bytes);
  }

  private void check(Entry entry) throws RefusedInputException {
    EntryPath path = entry.path();
    int name = path.name().bytes().length;
    if (name > MOST_NAME) {
      throw new RefusedInputException(
          "a name has " + name + " bytes, and no file may have more than 255: " + path);
    }
    int whole = rootfs.toString().length() + 1 + path.bytes().length;
    if (whole > MOST_PATH) {
      throw new RefusedInputException(
          "the path of a file would have " + whole + " bytes, more than 4095: " + path);
    }
    if (entry instanceof SymlinkEntry link && link.target().bytes().length > MOST_PATH) {
      throw new RefusedInputException("the target of a link has more than 4095 bytes: " + path);
    }
    boolean isSpecial = entry instanceof DeviceEntry || entry instanceof FifoEntry;
    if (isSpecial && special == UnpackOptions.Special.REFUSED) {
      throw new RefusedInputException("the image has a device or named pipe: " + path);
    }
    if (!folding.equals(NameFolding.NONE)) {
      checkCollision(path);
    }
  }

  private void checkCollision(EntryPath path) throws RefusedInputException {
    EntryPath other =
        folded
            .computeIfAbsent(path.parent(), any -> new HashMap<>())
            .putIfAbsent(folding.key(path.name()), path);
    if (other != null) {
      throw new RefusedInputException(
          "names collide on this file system: " + other + " and " + path);
    }
  }
}
