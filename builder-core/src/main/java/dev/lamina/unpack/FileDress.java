package dev.lamina.unpack;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.export.ExportedFile;
import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gives files on disk the owners, modes and times that they can have, and counts the others. */
final class FileDress {
  private static final int SET_IDS = 06000;

  /** Without these their owner could not see what has changed. */
  private static final int READ = 0400;

  private static final int LOOK_INTO = 0500;

  private final boolean root;
  private final UnpackOptions.SetIds setIds;
  private final List<EntryPath> stripped = new ArrayList<>();
  private long owners;
  private long times;

  /**
   * @param root whether files can be given to others
   */
  FileDress(boolean root, UnpackOptions.SetIds setIds) {
    this.root = root;
    this.setIds = setIds;
  }

  List<EntryPath> stripped() {
    return stripped;
  }

  /** How many owners could not be set. */
  long owners() {
    return owners;
  }

  /** How many times could not be set. */
  long times() {
    return times;
  }

  void file(Path place, Entry entry) throws IOException {
    Metadata metadata = entry.metadata();
    own(place, metadata);
    // last of all: a change of owner takes setuid away
    ExportedFile.finish(place, mode(entry), time(metadata));
  }

  /** A link has an owner and a time, and no mode. */
  void symlink(Path place, SymlinkEntry link) throws IOException {
    own(place, link.metadata());
    ExportedFile.setTime(place, time(link.metadata()));
  }

  private void own(Path place, Metadata metadata) throws IOException {
    boolean others = metadata.uid() != 0 || metadata.gid() != 0;
    if (others && !(root && new FileOwner(metadata.uid(), metadata.gid()).give(place))) {
      owners++;
    }
  }

  private int mode(Entry entry) {
    int mode = entry.metadata().mode();
    if (!root) {
      mode |= entry instanceof DirectoryEntry ? LOOK_INTO : READ;
    }
    if ((mode & SET_IDS) == 0 || setIds == UnpackOptions.SetIds.KEPT) {
      return mode;
    }
    stripped.add(entry.path());
    return mode & ~SET_IDS;
  }

  private long time(Metadata metadata) {
    long time = ExportedFile.nearestTime(metadata.mtime());
    if (time != metadata.mtime()) {
      times++;
    }
    return time;
  }
}
