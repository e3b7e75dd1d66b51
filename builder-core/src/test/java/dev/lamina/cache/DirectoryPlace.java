package dev.lamina.cache;

import dev.lamina.io.KeptFiles;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A place in any directory, with a clock that can be put forward. */
public final class DirectoryPlace implements KeptFiles.Place {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Path directory;
  private final long ahead;

  /**
   * @param ahead seconds by which the clock is ahead
   */
  public DirectoryPlace(Path directory, long ahead) {
    this.directory = directory;
    this.ahead = ahead;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Path make() {
    return directory;
  }

  @Override
  public Path temporary() {
    return directory.resolve("temporary-" + NAMES.incrementAndGet());
  }

  @Override
  public long now() throws java.io.IOException {
    return KeptFiles.Place.super.now() + ahead;
  }
}
