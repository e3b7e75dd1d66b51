package dev.lamina.entry;

import dev.lamina.io.EntryPath;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tree to copy from: a build context, an earlier stage or an image. Its content does not change
 * while it is used; where it does (files on disk), reading fails rather than mixing old and new.
 */
public interface EntrySource {
  /**
   * What is at a path. No link is followed: not at the end, and where a component on the way is a
   * link there is nothing. The root is a directory and always there.
   *
   * @return null when there is nothing, or when it is hidden (by an ignore file)
   * @throws RefusedInputException when there is something that cannot be copied
   * @throws IOException when the source cannot be read
   */
  @Nullable SourceNode find(EntryPath path) throws IOException;

  /**
   * The names in a directory, each a path of one component, in byte order, without what is hidden.
   *
   * @return an empty list too when {@code directory} is not there or not a directory
   * @throws IOException when the source cannot be read
   */
  List<EntryPath> list(EntryPath directory) throws IOException;

  /**
   * The path that {@code path} leads to when all links are followed inside this source, the last
   * component's too: absolute targets start at the root of the source, and {@code ..} in a target
   * is the parent of where the link led to and stops at the root.
   *
   * @return a path that {@link #find} finds, and which is no link
   * @throws NotFoundException when it leads to nothing: {@code "/d/nowhere": not found}
   * @throws RefusedInputException after 255 links: {@code too many symlinks: /loop}
   * @throws IOException when the source cannot be read
   */
  default EntryPath resolve(EntryPath path) throws IOException {
    return new LinkWalk(this, path).end();
  }

  /**
   * Where {@code path} is or would be when all links are followed inside this source, the last
   * component's too. Unlike {@link #resolve}, what is missing is taken as it is written, so that it
   * can be created: a link that leads to nothing gives the place it points to.
   *
   * @return a path without a link in it
   * @throws RefusedInputException when a component on the way is neither a directory nor a link, or
   *     after 255 links
   * @throws IOException when the source cannot be read
   */
  default EntryPath place(EntryPath path) throws IOException {
    return new LinkWalk(this, path).place();
  }
}
