package dev.lamina;

import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import java.util.List;

/**
 * Files of an image that were asked for.
 *
 * @param place where the path that was asked for leads, links followed: the directory that holds
 *     the files, or the only one of them
 * @param files each at its path; the content of a regular file is a {@link
 *     dev.lamina.filetree.LayerFile}, good for its size, layer and digest alone
 */
public record FileList(EntryPath place, List<SourceNode> files) {
  public FileList {
    files = List.copyOf(files);
  }
}
