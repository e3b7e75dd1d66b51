package dev.lamina;

import dev.lamina.io.Scratch;
import dev.lamina.store.StoreSession;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Room on the store's disk for what a caller keeps while it works, such as a context that comes as
 * an archive. While it is open no garbage is collected. For one thread; closing it gives the room
 * back.
 */
public final class Workspace implements Closeable {
  private final Closeable session;
  private final Scratch scratch;

  private Workspace(Closeable session, Scratch scratch) {
    this.session = session;
    this.scratch = scratch;
  }

  static Workspace of(StoreSession session) {
    return new Workspace(session, new Scratch(session::scratchDirectory));
  }

  /** Room in a directory, for work that is to leave the store alone. */
  public static Workspace in(Path directory) {
    return new Workspace(() -> {}, new Scratch(() -> directory));
  }

  /** Where bytes can be put; good until this is closed. */
  public Scratch scratch() {
    return scratch;
  }

  @Override
  public void close() throws IOException {
    try {
      scratch.close();
    } finally {
      session.close();
    }
  }
}
