package dev.lamina;

import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import java.io.IOException;

/** Files that people name, in trees of images. */
final class FilePaths {
  private FilePaths() {}

  /**
   * Where a path leads, links followed.
   *
   * @param image names the tree in messages
   * @throws NotFoundException when it leads to nothing; with a name that is near, if there is one
   */
  static EntryPath resolve(EntrySource tree, EntryPath path, String image) throws IOException {
    try {
      return tree.resolve(path);
    } catch (NotFoundException e) {
      throw new NotFoundException(e.getMessage() + " in " + Escaped.text(image) + near(tree, path));
    }
  }

  /** What is at a path, no link followed. */
  static SourceNode find(EntrySource tree, EntryPath path, String image) throws IOException {
    SourceNode node = tree.find(path);
    if (node == null) {
      throw new NotFoundException(
          "\"" + path + "\": not found in " + Escaped.text(image) + near(tree, path));
    }
    return node;
  }

  /** A name that is there and looks like the first that is not. */
  private static String near(EntrySource tree, EntryPath path) throws IOException {
    EntryPath here = EntryPath.ROOT;
    for (EntryPath name : path.components()) {
      EntryPath next = here.resolve(name);
      SourceNode node = tree.find(next);
      if (node == null) {
        EntryPath directory = here;
        return DidYouMean.nearest(
                name.decoded(), tree.list(here).stream().map(EntryPath::decoded).toList())
            .map(found -> "; did you mean " + directory.resolve(found) + "?")
            .orElse("");
      }
      here = next;
    }
    return "";
  }
}
