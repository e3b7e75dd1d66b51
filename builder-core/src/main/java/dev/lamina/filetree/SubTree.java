package dev.lamina.filetree;

import dev.lamina.entry.EntrySource;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directory of a source as if it were the root: absolute links start there and {@code ..} stops
 * there, as in a chroot.
 *
 * @param source the whole
 * @param root a directory in it, without a link on the way
 */
public record SubTree(EntrySource source, EntryPath root) implements EntrySource {
  @Override
  public @Nullable SourceNode find(EntryPath path) throws IOException {
    SourceNode node = source.find(root.resolve(path));
    return node == null ? null : new SourceNode(node.entry().withPath(path), node.inode());
  }

  @Override
  public List<EntryPath> list(EntryPath directory) throws IOException {
    return source.list(root.resolve(directory));
  }
}
