package dev.lamina.context;

import dev.lamina.entry.EntrySource;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files that the COPY and ADD of a build may see. All of them belong to 0:0. What is ignored is
 * not there.
 */
public interface BuildContext extends EntrySource {
  /** What is kept out of this context; where that is not known, nothing. */
  default DockerIgnore ignored() {
    return DockerIgnore.NONE;
  }

  /**
   * The Dockerfile that lies in this context; it is found even where it is ignored, so that it may
   * be kept out of the image.
   *
   * @param path where it is; null for the first of {@code Dockerfile}, {@code dockerfile} and
   *     {@code Containerfile}
   * @throws NotFoundException when it is not there
   * @throws RefusedInputException when it is not a regular file, or over {@link
   *     DockerfileSource#MOST_BYTES}
   * @throws IOException when it cannot be read
   */
  default DockerfileSource dockerfile(@Nullable EntryPath path) throws IOException {
    EntryPath place = resolve(path == null ? defaultDockerfile() : path);
    SourceNode node = find(place);
    if (node == null || !(node.entry() instanceof FileEntry file)) {
      throw new RefusedInputException("the Dockerfile " + place + " is not a regular file");
    }
    String name = (path == null ? place : path).toString().substring(1);
    try (InputStream in = file.content().open()) {
      return DockerfileSource.read(name, in);
    }
  }

  private EntryPath defaultDockerfile() throws IOException {
    for (String name : DockerfileSource.DEFAULT_NAMES) {
      EntryPath path = EntryPath.of(name);
      if (find(path) != null) {
        return path;
      }
    }
    throw new NotFoundException(
        "no Dockerfile in the context (looked for "
            + String.join(", ", DockerfileSource.DEFAULT_NAMES)
            + ")");
  }
}
