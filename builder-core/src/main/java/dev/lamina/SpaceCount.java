package dev.lamina;

import dev.lamina.build.BuildRequest;
import dev.lamina.content.Blob;
import dev.lamina.digest.Digest;
import dev.lamina.image.NamedImage;
import dev.lamina.image.Reachable;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import dev.lamina.store.GarbageOptions;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what takes how much room in a store. */
final class SpaceCount {
  private final ImageStore store;

  /** Images by their roots, each with its names. */
  private final Map<Digest, List<NamedImage>> images = new LinkedHashMap<>();

  private final Map<Digest, Long> sizes = new HashMap<>();
  private final Map<Digest, Integer> users = new HashMap<>();

  SpaceCount(ImageStore store) {
    this.store = store;
  }

  StoreSpace run() throws IOException {
    try (StoreSession session = store.session("count")) {
      for (Blob blob : store.allBlobs()) {
        sizes.put(blob.digest(), blob.size());
      }
      for (NamedImage image : session.images()) {
        images.computeIfAbsent(image.root().digest(), any -> new ArrayList<>()).add(image);
      }
      Map<Digest, Reachable> trees = new LinkedHashMap<>();
      for (List<NamedImage> names : images.values()) {
        Descriptor root = names.get(0).root();
        Reachable tree = new Reachable(session);
        tree.add(root);
        trees.put(root.digest(), tree);
        tree.descriptors().forEach(blob -> users.merge(blob.digest(), 1, Integer::sum));
      }
      List<StoreSpace.ImageSpace> spaces = new ArrayList<>();
      for (Map.Entry<Digest, Reachable> tree : trees.entrySet()) {
        spaces.add(space(session, images.getOrDefault(tree.getKey(), List.of()), tree.getValue()));
      }
      return new StoreSpace(
          spaces,
          amount(users.keySet().stream().map(this::size).toList()),
          unneeded(),
          files(session.cachePlace()),
          files(session.quarantinePlace()));
    }
  }

  private long size(Digest blob) {
    return sizes.getOrDefault(blob, 0L);
  }

  private StoreSpace.ImageSpace space(StoreSession session, List<NamedImage> named, Reachable tree)
      throws IOException {
    List<Reference> names = new ArrayList<>();
    for (NamedImage image : named) {
      if (image.name() != null) {
        names.add(image.name());
      }
    }
    Descriptor root = named.get(0).root();
    long all = 0;
    long shared = 0;
    for (Descriptor blob : tree.descriptors()) {
      all += size(blob.digest());
      shared += users.getOrDefault(blob.digest(), 0) > 1 ? size(blob.digest()) : 0;
    }
    return new StoreSpace.ImageSpace(names, root, id(session, root), all, shared);
  }

  private static @Nullable Digest id(StoreSession session, Descriptor root) throws IOException {
    try {
      return Images.read(session, root, BuildRequest.DEFAULT_PLATFORM).id();
    } catch (RefusedInputException | NotFoundException e) {
      return null;
    }
  }

  private StoreSpace.Amount unneeded() throws IOException {
    // the time matters to what is in quarantine alone, which is counted for itself
    GarbageOptions garbage = new GarbageOptions(GarbageOptions.Nameless.REMOVE, Instant.EPOCH);
    return amount(store.lookForGarbage(garbage).blobs().stream().map(Blob::size).toList());
  }

  private static StoreSpace.Amount amount(List<Long> sizes) {
    return new StoreSpace.Amount(sizes.size(), sizes.stream().mapToLong(Long::longValue).sum());
  }

  private static StoreSpace.Amount files(Path directory) throws IOException {
    List<Long> sizes = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sizes.add(attributes.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              // another process may take its files away while we count
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return amount(sizes);
  }
}
