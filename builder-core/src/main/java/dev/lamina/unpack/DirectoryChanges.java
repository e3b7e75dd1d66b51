package dev.lamina.unpack;

import dev.lamina.digest.Digest;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.TreeDiff;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has changed in the directory of an unpacked image.
 *
 * @param record of the image
 * @param entries of the layer that makes the directory of the image, whiteouts included, in the
 *     order of the byte contract; contents are read from the directory, which must stay as it is
 * @param sockets how many were left out
 */
public record DirectoryChanges(UnpackRecord record, List<Entry> entries, long sockets) {
  /** The blob of layers that are not written. */
  private static final Descriptor NO_BLOB =
      Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(new byte[0]), 0);

  public DirectoryChanges {
    entries = List.copyOf(entries);
  }

  /**
   * Compares a directory with its record. Files are read where their times, size and inode do not
   * say for certain that they are what they were.
   *
   * @param directory the one that was given to unpack
   * @throws dev.lamina.io.NotFoundException when it was not made by unpack
   * @throws RefusedInputException when it holds something that no layer can
   */
  public static DirectoryChanges of(Path directory, DiskTimes times, Cancellation cancellation)
      throws IOException {
    UnpackRecord record = UnpackRecord.read(directory);
    Path rootfs = directory.resolve(ImageUnpack.ROOTFS);
    requireDirectory(rootfs);
    List<FoundFile> found = FoundFile.below(rootfs, cancellation);
    Map<EntryPath, RecordedFile> known = byPath(record.files());
    List<Entry> now = new ArrayList<>(new DiskEntries(known, record.taken(), times).of(found));
    now.addAll(leftOut(record.files(), known, now));
    List<Entry> before = record.files().stream().map(RecordedFile::entry).toList();
    return new DirectoryChanges(
        record,
        TreeDiff.between(tree(before), tree(now)),
        found.stream().filter(FoundFile::isSocket).count());
  }

  /**
   * The files of any directory as entries of an image, in the order of the byte contract.
   *
   * @param store is written to meanwhile, and so cannot be in the directory
   * @throws RefusedInputException when it holds something that no layer can
   */
  public static List<Entry> all(
      Path directory, Path store, DiskTimes times, Cancellation cancellation) throws IOException {
    Path real = directory.toRealPath();
    requireDirectory(real);
    if (Files.exists(store) && store.toRealPath().startsWith(real)) {
      throw new RefusedInputException(
          "the store is inside the directory: " + Escaped.text(directory.toString()));
    }
    FileStatus.Time never = new FileStatus.Time(0, 0);
    List<FoundFile> found = FoundFile.below(real, cancellation);
    return TreeDiff.all(tree(new DiskEntries(Map.of(), never, times).of(found)));
  }

  private static FileTree tree(List<Entry> entries) throws RefusedInputException {
    return FileTree.of(List.of(new LayerIndex(NO_BLOB, entries)));
  }

  private static void requireDirectory(Path place) throws IOException {
    FileStatus status = Fs.status(place);
    if (status == null || !status.isDirectory()) {
      throw new RefusedInputException("no directory: " + Escaped.text(place.toString()));
    }
  }

  /** Hard links as what they are links to. */
  private static Map<EntryPath, RecordedFile> byPath(List<RecordedFile> files)
      throws RefusedInputException {
    Map<EntryPath, RecordedFile> known = new HashMap<>();
    files.forEach(file -> known.put(file.entry().path(), file));
    for (RecordedFile file : files) {
      if (file.entry() instanceof HardLinkEntry link) {
        RecordedFile target = known.get(link.target());
        if (target == null || target.entry() instanceof HardLinkEntry) {
          throw new RefusedInputException(
              UnpackRecord.NAME + ": the link " + link.path() + " has no target");
        }
        Entry named = target.entry().withPath(link.path());
        known.put(link.path(), new RecordedFile(named, file.disk(), target.targetOnDisk()));
      }
    }
    return known;
  }

  /** What could not be unpacked and so is not missing, as long as its directory is there. */
  private static List<Entry> leftOut(
      List<RecordedFile> files, Map<EntryPath, RecordedFile> known, List<Entry> now) {
    Set<EntryPath> there = new HashSet<>();
    Set<EntryPath> directories = new HashSet<>(Set.of(EntryPath.ROOT));
    for (Entry entry : now) {
      there.add(entry.path());
      if (entry instanceof DirectoryEntry) {
        directories.add(entry.path());
      }
    }
    List<Entry> leftOut = new ArrayList<>();
    Set<EntryPath> carriers = new HashSet<>();
    for (RecordedFile file : files) {
      EntryPath path = file.entry().path();
      if (file.disk() != null || there.contains(path) || !directories.contains(path.parent())) {
        continue;
      }
      boolean linked =
          file.entry() instanceof HardLinkEntry link && carriers.contains(link.target());
      RecordedFile whole = known.get(path);
      if (linked || whole == null) {
        leftOut.add(file.entry());
      } else {
        leftOut.add(whole.entry());
        carriers.add(path);
      }
    }
    return leftOut;
  }
}
