package dev.lamina.context;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.LinkTarget;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A build context whose files a program hands over one by one: bytes, or sources of bytes that are
 * opened only while the build reads them.
 *
 * <pre>{@code
 * BuildContext context =
 *     MemoryContext.builder()
 *         .file("Dockerfile", 0644, dockerfile)
 *         .file("app/hello", 0755, program)
 *         .symlink("app/hi", "hello")
 *         .build();
 * }</pre>
 */
public final class MemoryContext implements BuildContext {
  /** What a build sees. */
  private final Map<EntryPath, SourceNode> visible;

  /** What was handed over, also where it is ignored. */
  private final Map<EntryPath, SourceNode> all;

  private final Map<EntryPath, List<EntryPath>> names;

  private MemoryContext(Map<EntryPath, SourceNode> all, Map<EntryPath, SourceNode> visible) {
    this.all = all;
    this.visible = visible;
    this.names = new HashMap<>();
    for (EntryPath path : visible.keySet()) {
      if (!path.isRoot()) {
        names.computeIfAbsent(path.parent(), p -> new ArrayList<>()).add(path.name());
      }
    }
  }

  /** A context to be filled. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public @Nullable SourceNode find(EntryPath path) {
    return visible.get(path);
  }

  @Override
  public List<EntryPath> list(EntryPath directory) {
    return List.copyOf(names.getOrDefault(directory, List.of()));
  }

  @Override
  public DockerfileSource dockerfile(@Nullable EntryPath path) throws IOException {
    return visible == all
        ? BuildContext.super.dockerfile(path)
        : new MemoryContext(all, all).dockerfile(path);
  }

  /** Collects the files of a context. A name given twice has what was given last. */
  public static final class Builder {
    private final Map<EntryPath, SourceNode> nodes = new TreeMap<>();
    private DockerIgnore ignore = DockerIgnore.NONE;
    private long mtime;

    private Builder() {
      put(EntryPath.ROOT, 0755);
    }

    /**
     * The time of the files given after this: seconds since the epoch. Without it, zero.
     *
     * @return this
     */
    public Builder mtime(long seconds) {
      this.mtime = seconds;
      return this;
    }

    /** Keeps what the ignore file names out of what the build sees. */
    public Builder ignore(DockerIgnore newIgnore) {
      this.ignore = newIgnore;
      return this;
    }

    /**
     * A file with these bytes, which are copied.
     *
     * @param path from the root of the context; cleaned, so that it cannot leave it
     * @param mode the low twelve bits
     */
    public Builder file(String path, int mode, byte[] bytes) {
      return file(path, mode, ByteSource.of(bytes));
    }

    /** A file whose bytes are read when they are needed, possibly several times. */
    public Builder file(String path, int mode, ByteSource content) {
      return add(new FileEntry(EntryPath.of(path), metadata(mode), content));
    }

    /** A directory; one that is not given but needed has the mode 0755. */
    public Builder directory(String path, int mode) {
      return put(EntryPath.of(path), mode);
    }

    /** A symbolic link. */
    public Builder symlink(String path, String target) {
      EntryPath place = EntryPath.of(path);
      return add(new SymlinkEntry(place, metadata(0777), LinkTarget.of(target)));
    }

    private Builder put(EntryPath path, int mode) {
      return add(new DirectoryEntry(path, metadata(mode)));
    }

    private Metadata metadata(int mode) {
      return Metadata.of(mode).withMtime(mtime);
    }

    private Builder add(Entry entry) {
      return add(SourceNode.of(entry));
    }

    Builder add(SourceNode node) {
      if (node.path().isRoot() && !node.isDirectory()) {
        throw new IllegalArgumentException("the root of a context is a directory");
      }
      nodes.put(node.path(), node);
      return this;
    }

    @Nullable SourceNode node(EntryPath path) {
      return nodes.get(path);
    }

    /**
     * The context, with the directories that are needed.
     *
     * @throws IllegalArgumentException when a file lies below what is not a directory
     */
    public MemoryContext build() {
      Map<EntryPath, SourceNode> all = new TreeMap<>(nodes);
      for (EntryPath path : nodes.keySet()) {
        addParents(all, path.parent());
      }
      return new MemoryContext(all, ignore == DockerIgnore.NONE ? all : visible(all));
    }

    private void addParents(Map<EntryPath, SourceNode> all, EntryPath directory) {
      for (EntryPath at = directory; !at.isRoot(); at = at.parent()) {
        SourceNode node = all.get(at);
        if (node != null && !node.isDirectory()) {
          throw new IllegalArgumentException(at + " is not a directory, but has files in it");
        }
        if (node == null) {
          all.put(at, SourceNode.of(new DirectoryEntry(at, metadata(0755))));
        }
      }
    }

    private Map<EntryPath, SourceNode> visible(Map<EntryPath, SourceNode> all) {
      Set<EntryPath> kept = new HashSet<>();
      kept.add(EntryPath.ROOT);
      for (EntryPath path : all.keySet()) {
        if (!ignore.ignores(path)) {
          for (EntryPath at = path; kept.add(at); at = at.parent()) {}
        }
      }
      Map<EntryPath, SourceNode> visible = new TreeMap<>(all);
      visible.keySet().retainAll(kept);
      return visible;
    }
  }
}
