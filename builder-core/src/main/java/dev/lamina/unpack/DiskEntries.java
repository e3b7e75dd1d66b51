package dev.lamina.unpack;

import dev.lamina.context.SteadyFile;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestingOutputStream;
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
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a directory as entries of an image. What is recorded and still the same is exactly
 * what it was in the image; what is new belongs to root, unless root is who asks.
 */
final class DiskEntries {
  private static final int LINK_MODE = 0777;
  private static final int SET_IDS = 06000;
  private static final String CAPABILITY = "security.capability";
  private static final String TREE = "the directory";

  private final Map<EntryPath, RecordedFile> recorded;
  private final FileStatus.Time taken;
  private final DiskTimes times;
  private final boolean root = FileOwner.isRoot();

  /**
   * @param recorded by path, hard links as what they are links to
   */
  DiskEntries(Map<EntryPath, RecordedFile> recorded, FileStatus.Time taken, DiskTimes times)
      throws IOException {
    this.recorded = recorded;
    this.taken = taken;
    this.times = times;
  }

  /** The entries of what was found, other names of a file as hard links to its first. */
  List<Entry> of(List<FoundFile> found) throws IOException {
    Map<FoundFile.Inode, List<FoundFile>> names = new HashMap<>();
    for (FoundFile file : found) {
      if (!file.status().isDirectory() && file.status().nlink() > 1) {
        names.computeIfAbsent(file.inode(), any -> new ArrayList<>()).add(file);
      }
    }
    List<Entry> entries = new ArrayList<>();
    Map<FoundFile.Inode, Entry> carriers = new HashMap<>();
    for (FoundFile file : found) {
      if (file.isSocket()) {
        continue;
      }
      Entry carrier = carriers.get(file.inode());
      if (carrier != null && names.containsKey(file.inode())) {
        entries.add(new HardLinkEntry(file.path(), carrier.metadata(), carrier.path()));
        continue;
      }
      Entry entry = entry(file, known(file, names.getOrDefault(file.inode(), List.of(file))));
      carriers.put(file.inode(), entry);
      entries.add(entry);
    }
    return entries;
  }

  /** What is recorded of a file: by the name that it had, where it has got another one. */
  private @Nullable RecordedFile known(FoundFile file, List<FoundFile> names) {
    RecordedFile own = recorded(file);
    if (own != null && isSameInode(own, file)) {
      return own;
    }
    for (FoundFile name : names) {
      RecordedFile other = recorded(name);
      if (other != null && isSameInode(other, file)) {
        return other;
      }
    }
    return own;
  }

  private @Nullable RecordedFile recorded(FoundFile file) {
    RecordedFile known = recorded.get(file.path());
    return known != null && isOfType(known.entry(), file.status()) ? known : null;
  }

  private static boolean isSameInode(RecordedFile known, FoundFile file) {
    return known.disk() != null && known.disk().ino() == file.status().ino();
  }

  private static boolean isOfType(Entry entry, FileStatus status) {
    return switch (status.type()) {
      case FILE -> entry instanceof FileEntry;
      case DIRECTORY -> entry instanceof DirectoryEntry;
      case SYMLINK -> entry instanceof SymlinkEntry;
      case FIFO -> entry instanceof FifoEntry;
      case CHARACTER_DEVICE, BLOCK_DEVICE -> entry instanceof DeviceEntry;
      case SOCKET, OTHER -> false;
    };
  }

  private Entry entry(FoundFile file, @Nullable RecordedFile known) throws IOException {
    EntryPath path = file.path();
    FileStatus status = file.status();
    Metadata fresh = fresh(file, known);
    return switch (status.type()) {
      case FILE -> file(file, known, fresh);
      case DIRECTORY -> new DirectoryEntry(path, kept(file, known, fresh));
      case SYMLINK -> symlink(file, known, fresh);
      case FIFO -> new FifoEntry(path, kept(file, known, fresh));
      case CHARACTER_DEVICE, BLOCK_DEVICE -> device(file, known, fresh);
      case SOCKET, OTHER -> throw new IllegalStateException("left out before: " + path);
    };
  }

  private Entry file(FoundFile file, @Nullable RecordedFile known, Metadata fresh)
      throws IOException {
    FileStatus status = file.status();
    ByteSource steady = new SteadyFile(file.path(), TREE, file.place(), status);
    if (known != null
        && known.entry() instanceof FileEntry before
        && before.content() instanceof UnpackedContent content
        && content.size() == status.size()) {
      OnDisk disk = known.disk();
      boolean untouched = disk != null && disk.isUntouched(status, content.size(), taken);
      if (untouched || digest(steady).equals(content.digest())) {
        ByteSource same = new UnpackedContent(content.digest(), steady);
        return new FileEntry(file.path(), kept(file, known, fresh), same);
      }
    }
    return new FileEntry(file.path(), fresh, steady);
  }

  private static Digest digest(ByteSource bytes) throws IOException {
    try (DigestingOutputStream out = new DigestingOutputStream(OutputStream.nullOutputStream());
        InputStream in = bytes.open()) {
      in.transferTo(out);
      return out.finish();
    }
  }

  private Entry symlink(FoundFile file, @Nullable RecordedFile known, Metadata fresh)
      throws IOException {
    LinkTarget target = LinkTarget.ofBytes(Fs.linkTarget(file.place()));
    Metadata linked = known == null ? fresh.withMode(LINK_MODE) : fresh;
    if (known != null && known.entry() instanceof SymlinkEntry before) {
      LinkTarget other = known.targetOnDisk();
      if (target.equals(other == null ? before.target() : other)) {
        return new SymlinkEntry(file.path(), kept(file, known, fresh), before.target());
      }
    }
    return new SymlinkEntry(file.path(), linked, target);
  }

  private Entry device(FoundFile file, @Nullable RecordedFile known, Metadata fresh) {
    FileStatus status = file.status();
    DeviceEntry.Kind kind =
        status.type() == FileStatus.Type.BLOCK_DEVICE
            ? DeviceEntry.Kind.BLOCK
            : DeviceEntry.Kind.CHARACTER;
    return new DeviceEntry(
        file.path(), kept(file, known, fresh), kind, status.major(), status.minor());
  }

  /** The metadata of something whose content is new. */
  private Metadata fresh(FoundFile file, @Nullable RecordedFile known) throws IOException {
    FileOwner owner = owner(file, known);
    int mode =
        file.status().isSymlink() && known != null
            ? known.entry().metadata().mode()
            : file.status().mode();
    Xattrs xattrs = known == null ? Xattrs.NONE : withoutCapability(known.entry().metadata());
    return new Metadata(mode, owner.uid(), owner.gid(), times.of(file), xattrs);
  }

  /** The kernel takes it away when a file is written to, and so is it here. */
  private static Xattrs withoutCapability(Metadata metadata) {
    Map<String, byte[]> kept = new TreeMap<>(metadata.xattrs().asMap());
    kept.remove(CAPABILITY);
    return Xattrs.of(kept);
  }

  /** The metadata of something whose content is what it was. */
  private Metadata kept(FoundFile file, @Nullable RecordedFile known, Metadata fresh) {
    if (known == null) {
      return fresh;
    }
    Metadata before = known.entry().metadata();
    OnDisk disk = known.disk();
    int mode = disk == null ? fresh.mode() : keptMode(file.status(), before.mode(), disk.mode());
    boolean timed = disk != null && disk.mtime().equals(file.status().mtime());
    boolean ownTime = times.kind() == DiskTimes.Kind.PRESERVED && !timed;
    return new Metadata(
        mode, fresh.uid(), fresh.gid(), ownTime ? times.of(file) : before.mtime(), before.xattrs());
  }

  /** The image's mode unless somebody has changed the disk's; what was stripped comes back. */
  private static int keptMode(FileStatus now, int before, int onDisk) {
    boolean changed = now.mode() != onDisk && !now.isSymlink();
    return changed ? now.mode() | (before & ~onDisk & SET_IDS) : before;
  }

  private FileOwner owner(FoundFile file, @Nullable RecordedFile known) throws IOException {
    FileOwner now = FileOwner.of(file.place(), file.status(), root);
    if (known == null) {
      return root ? now : new FileOwner(0, 0);
    }
    OnDisk disk = known.disk();
    boolean given = root && disk != null && disk.owner().gid() >= 0 && !disk.owner().equals(now);
    Metadata before = known.entry().metadata();
    return given ? now : new FileOwner(before.uid(), before.gid());
  }
}
