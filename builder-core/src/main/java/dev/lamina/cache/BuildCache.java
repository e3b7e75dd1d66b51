package dev.lamina.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.io.KeptFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one build may take from builds before it, and leaves to those after. Nothing depends on it:
 * a build without it makes the same image, only later. For one thread.
 */
public final class BuildCache {
  private static final long MOST_OF_FILES = 192 << 20;
  private static final long MOST_OF_LAYERS = 16 << 20;
  private static final long MOST_OF_BUILDS = 16 << 20;

  private final KeptFiles files;
  private final KeptFiles.@Nullable Place place;
  private final KnownLayers layers;
  private final BuildRecords builds;
  private final Map<Path, FileDigests> digests = new HashMap<>();

  private BuildCache(
      KeptFiles.@Nullable Place place, KeptFiles files, KeptFiles layers, KeptFiles builds) {
    this.place = place;
    this.files = files;
    this.layers = new KnownLayers(layers);
    this.builds = new BuildRecords(builds);
  }

  /** A cache that is empty and stays so. */
  public static BuildCache none() {
    return new BuildCache(null, KeptFiles.NONE, KeptFiles.NONE, KeptFiles.NONE);
  }

  /** The cache of a store. */
  public static BuildCache in(KeptFiles.Place place) {
    return new BuildCache(
        place,
        new KeptFiles(place, "files", MOST_OF_FILES),
        new KeptFiles(place, "layers", MOST_OF_LAYERS),
        new KeptFiles(place, "builds", MOST_OF_BUILDS));
  }

  /** Layers by what went into them. */
  public KnownLayers layers() {
    return layers;
  }

  /** What is remembered of whole builds. */
  public BuildRecords builds() {
    return builds;
  }

  /**
   * Digests of the files of a directory. Asked for before the first of them is read.
   *
   * @param root with no link in its path
   */
  public FileDigests files(Path root) {
    return digests.computeIfAbsent(root, this::read);
  }

  private FileDigests read(Path root) {
    if (place == null) {
      return FileDigests.NONE;
    }
    String name = Digest.sha256(root.toUri().getRawPath().getBytes(UTF_8)).hex();
    try {
      return new FileDigests(files, name, place.now());
    } catch (IOException e) {
      return FileDigests.NONE;
    }
  }

  /** Keeps what this build has learned of files. */
  public void save() {
    digests.values().forEach(FileDigests::save);
  }
}
