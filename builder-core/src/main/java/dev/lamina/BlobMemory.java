package dev.lamina;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.io.AtomicFile;
import dev.lamina.io.Durability;
import dev.lamina.reference.Repository;
import dev.lamina.registry.BlobOrigins;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which repositories blobs have been seen, kept in the store's cache from one command to the
 * next. Each line of the file is {@code HOST PATH DIGEST}, the latest last. Nothing depends on it:
 * a file that is gone or wrong costs requests.
 */
final class BlobMemory implements BlobOrigins {
  private static final int MAX_LINES = 10_000;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int MAX_BYTES = 8 << 20;

  /** Of repositories by host and digest, each in the order in which it was seen. */
  private record Place(String registry, Digest blob) {}

  private record Sight(Place place, Repository repository) {}

  private final Map<Place, Set<Repository>> known = new LinkedHashMap<>();
  private final Set<Sight> sights = new LinkedHashSet<>();
  private boolean changed;

  private BlobMemory() {}

  /** What earlier commands have seen. */
  static BlobMemory load(StoreSession session) {
    BlobMemory memory = new BlobMemory();
    try (InputStream in = Files.newInputStream(file(session))) {
      new String(in.readNBytes(MAX_BYTES), UTF_8).lines().forEach(memory::read);
    } catch (IOException e) {
      // without a memory blobs are sent again, or asked for
      memory.sights.clear();
    }
    memory.changed = false;
    return memory;
  }

  private void read(String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 3) {
      try {
        seen(new Repository(words[0], words[1]), Digest.parse(words[2]));
      } catch (IllegalArgumentException e) {
        // not a line of ours
        changed = true;
      }
    }
  }

  /** Keeps it for later commands. */
  synchronized void save(StoreSession session) throws IOException {
    if (!changed) {
      return;
    }
    List<Sight> latest = new ArrayList<>(sights);
    StringBuilder text = new StringBuilder();
    for (Sight sight : latest.subList(Math.max(0, latest.size() - MAX_LINES), latest.size())) {
      text.append(sight.repository().registry()).append(' ');
      text.append(sight.repository().path()).append(' ');
      text.append(sight.place().blob()).append('\n');
    }
    session.cacheDirectory();
    Path file = file(session);
    AtomicFile.replace(
        file,
        session.scratchDirectory().resolve("blob-origins"),
        text.toString().getBytes(UTF_8),
        OWNER_ONLY,
        Durability.FAST);
    changed = false;
  }

  private static Path file(StoreSession session) {
    return session.cachePlace().resolve("blob-origins");
  }

  @Override
  public synchronized List<Repository> of(String registry, Digest blob) {
    List<Repository> latestFirst =
        new ArrayList<>(known.getOrDefault(new Place(registry, blob), Set.of()));
    Collections.reverse(latestFirst);
    return latestFirst;
  }

  @Override
  public synchronized void seen(Repository repository, Digest blob) {
    Place place = new Place(repository.registry(), blob);
    Sight sight = new Sight(place, repository);
    if (sights.add(sight)) {
      known.computeIfAbsent(place, any -> new LinkedHashSet<>()).add(repository);
      changed = true;
    }
  }
}
