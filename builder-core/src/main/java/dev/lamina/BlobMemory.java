package dev.lamina;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.io.AtomicFile;
import dev.lamina.io.Durability;
import dev.lamina.reference.Repository;
import dev.lamina.registry.BlobOrigins;
import dev.lamina.store.StoreSession;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which repositories blobs have been seen, kept in the store's cache from one command to the
 * next: read when first asked, and written when closed, after a failure too. Each line of the file
 * is {@code HOST PATH DIGEST}, the latest last. Nothing depends on it: a file that is gone or wrong
 * costs requests.
 */
final class BlobMemory implements BlobOrigins, Closeable {
  private static final int MAX_LINES = 10_000;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int MAX_BYTES = 8 << 20;

  private final StoreSession session;
  private @Nullable Set<Sight> sights;
  private boolean changed;

  private record Sight(Repository repository, Digest blob) {
    String line() {
      return repository.registry() + " " + repository.path() + " " + blob + "\n";
    }
  }

  BlobMemory(StoreSession session) {
    this.session = session;
  }

  private Set<Sight> sights() {
    if (sights == null) {
      sights = read();
    }
    return sights;
  }

  private Set<Sight> read() {
    Set<Sight> read = new LinkedHashSet<>();
    try (InputStream in = Files.newInputStream(file())) {
      new String(in.readNBytes(MAX_BYTES), UTF_8).lines().forEach(line -> read(line, read));
    } catch (IOException e) {
      // without a memory blobs are sent again, or asked for
      read.clear();
    }
    return read;
  }

  private static void read(String line, Set<Sight> into) {
    String[] words = line.split(" ", -1);
    if (words.length == 3) {
      try {
        into.add(new Sight(new Repository(words[0], words[1]), Digest.parse(words[2])));
      } catch (IllegalArgumentException e) {
        // not a line of ours
      }
    }
  }

  private Path file() {
    return session.cachePlace().resolve("blob-origins");
  }

  @Override
  public synchronized List<Repository> of(String registry, Digest blob) {
    List<Repository> latestFirst = new ArrayList<>();
    for (Sight sight : sights()) {
      if (sight.blob().equals(blob) && sight.repository().registry().equals(registry)) {
        latestFirst.add(0, sight.repository());
      }
    }
    return latestFirst;
  }

  @Override
  public synchronized void seen(Repository repository, Digest blob) {
    changed |= sights().add(new Sight(repository, blob));
  }

  @Override
  public synchronized void close() throws IOException {
    if (!changed) {
      return;
    }
    StringBuilder text = new StringBuilder();
    sights().stream()
        .skip(Math.max(0, sights().size() - MAX_LINES))
        .forEach(sight -> text.append(sight.line()));
    session.cacheDirectory();
    AtomicFile.replace(
        file(),
        session.scratchDirectory().resolve("blob-origins"),
        text.toString().getBytes(UTF_8),
        OWNER_ONLY,
        Durability.FAST);
    changed = false;
  }
}
