package dev.lamina.context;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.LinkTarget;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.glob.IgnoreMatcher.Verdict;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory on disk as a build context. Links are never followed by the operating system, only by
 * {@link #resolve} and so inside the directory; pipes and devices are never opened; a socket is an
 * empty file, as with Docker; ignored files are not touched at all. Extended attributes are not
 * read.
 *
 * <p>A file must not change while it is used: its content fails with "file changed while being
 * read" when anything was written to it since {@link #find} described it.
 */
public final class DirectoryContext implements BuildContext {
  /** What is in a socket: a process that listens there cannot be copied. */
  private static final ByteSource NOTHING = ByteSource.of(new byte[0]);

  private final Path root;
  private final ContextOptions options;
  private final DockerIgnore ignore;
  private final VisibleFiles visible;

  private DirectoryContext(Path root, DockerIgnore ignore, ContextOptions options) {
    this.root = root;
    this.options = options;
    this.ignore = ignore;
    this.visible = new VisibleFiles(root, ignore.matcher());
  }

  /**
   * The context of a directory. Where {@code root} is a link it is followed, this once.
   *
   * @throws NotFoundException when nothing is there
   * @throws RefusedInputException when it is not a directory
   * @throws IOException when it cannot be read
   */
  public static DirectoryContext open(Path root, DockerIgnore ignore, ContextOptions options)
      throws IOException {
    Path real = Links.realPath(root, "the context");
    FileStatus status = Fs.status(real);
    if (status == null || !status.isDirectory()) {
      throw new RefusedInputException(
          "the context " + Escaped.text(root.toString()) + " is not a directory");
    }
    return new DirectoryContext(real, ignore, options);
  }

  /** The directory, with no link in its path. */
  public Path root() {
    return root;
  }

  @Override
  public DockerIgnore ignored() {
    return ignore;
  }

  @Override
  public @Nullable SourceNode find(EntryPath path) throws IOException {
    VisibleFiles.Found found = visible.find(path);
    return found == null ? null : node(path, found.place(), found.status());
  }

  @Override
  public List<EntryPath> list(EntryPath directory) throws IOException {
    return visible.list(directory);
  }

  @Override
  public DockerfileSource dockerfile(@Nullable EntryPath path) throws IOException {
    Path file = null;
    if (path != null) {
      file = root;
      for (EntryPath name : path.components()) {
        file = Fs.child(file, name);
      }
      Links.requireInside(file, root, "the Dockerfile");
    }
    return DockerfileSource.find(root, file);
  }

  private SourceNode node(EntryPath path, Path place, FileStatus status) throws IOException {
    Entry entry = entry(path, place, status);
    boolean linked = status.nlink() > 1 && !status.isDirectory();
    return new SourceNode(entry, linked ? status.dev() + ":" + status.ino() : null);
  }

  private Entry entry(EntryPath path, Path place, FileStatus status) throws IOException {
    Metadata metadata = metadata(status);
    return switch (status.type()) {
      case FILE ->
          new FileEntry(path, metadata, new SteadyFile(path, Failures.CONTEXT, place, status));
      case DIRECTORY -> new DirectoryEntry(path, metadata);
      case SYMLINK -> new SymlinkEntry(path, metadata, target(path, place));
      case FIFO -> new FifoEntry(path, metadata);
      case CHARACTER_DEVICE -> device(path, metadata, DeviceEntry.Kind.CHARACTER, status);
      case BLOCK_DEVICE -> device(path, metadata, DeviceEntry.Kind.BLOCK, status);
      case SOCKET -> new FileEntry(path, metadata, NOTHING);
      case OTHER -> throw new RefusedInputException("cannot copy the special file " + path);
    };
  }

  private static DeviceEntry device(
      EntryPath path, Metadata metadata, DeviceEntry.Kind kind, FileStatus status) {
    return new DeviceEntry(path, metadata, kind, status.major(), status.minor());
  }

  private static LinkTarget target(EntryPath path, Path place) throws IOException {
    try {
      return LinkTarget.ofBytes(Fs.linkTarget(place));
    } catch (IOException e) {
      throw Failures.reading(path, e);
    }
  }

  private Metadata metadata(FileStatus status) {
    long mtime = status.mtime().seconds();
    if (status.isSymlink()) {
      return options.linkMetadata(mtime);
    }
    boolean executable = status.isDirectory() || (status.mode() & 0100) != 0;
    return options.metadata(status.mode(), mtime, executable);
  }

  /**
   * Refuses a place that a build writes to, such as a store, when it lies inside this context and
   * is not ignored: the build would copy what it is writing.
   *
   * @param place need not exist yet
   * @param what begins the message: {@code the store}
   * @throws RefusedInputException {@code the store is inside the build context: …}
   */
  public void requireOutside(Path place, String what) throws IOException {
    Path real = realPlace(place.toAbsolutePath());
    if (!real.startsWith(root)) {
      return;
    }
    EntryPath inside = EntryPath.ROOT;
    for (Path name : root.relativize(real)) {
      inside = inside.resolve(Fs.name(name));
    }
    Verdict verdict = visible.verdict(inside);
    if (inside.isRoot() || visible.mayBeSeen(verdict)) {
      throw new RefusedInputException(
          what + " is inside the build context: " + Escaped.text(place.toString()));
    }
  }

  /** The place with the links in the part that exists followed. */
  private static Path realPlace(Path place) throws IOException {
    List<Path> missing = new ArrayList<>();
    Path existing = place;
    while (Fs.status(existing) == null) {
      Path name = existing.getFileName();
      Path parent = existing.getParent();
      if (name == null || parent == null) {
        return place;
      }
      missing.add(0, name);
      existing = parent;
    }
    Path real = existing.toRealPath();
    for (Path name : missing) {
      real = real.resolve(name);
    }
    return real;
  }
}
