package dev.lamina.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.filetree.ArchiveIndex;
import dev.lamina.io.KeptFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
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
  private static final long MOST_OF_ARCHIVES = 64 << 20;

  private final KeptFiles files;
  private final KeptFiles archives;
  private final KeptFiles.@Nullable Place place;
  private final KnownLayers layers;
  private final BuildRecords builds;
  private final List<SharedCache> shared;
  private final UsedLayers used = new UsedLayers();
  private final Map<Path, FileDigests> digests = new HashMap<>();

  private BuildCache(KeptFiles.@Nullable Place place, List<SharedCache> shared) {
    this.place = place;
    this.shared = List.copyOf(shared);
    this.files = kept(place, "files", MOST_OF_FILES);
    this.archives = kept(place, "archives", MOST_OF_ARCHIVES);
    this.layers = new KnownLayers(kept(place, "layers", MOST_OF_LAYERS));
    this.builds = new BuildRecords(kept(place, "builds", MOST_OF_BUILDS));
  }

  private static KeptFiles kept(KeptFiles.@Nullable Place place, String folder, long mostBytes) {
    return place == null ? KeptFiles.NONE : new KeptFiles(place, folder, mostBytes);
  }

  /** A cache that is empty and stays so. */
  public static BuildCache none() {
    return new BuildCache(null, List.of());
  }

  /** The cache of a store. */
  public static BuildCache in(KeptFiles.Place place) {
    return new BuildCache(place, List.of());
  }

  /**
   * The cache of a store, and others.
   *
   * @param shared asked in this order for what the store does not know
   */
  public static BuildCache in(KeptFiles.Place place, List<SharedCache> shared) {
    return new BuildCache(place, shared);
  }

  /**
   * What is in an archive; null when that is not known.
   *
   * @param sha256 of the archive's file
   * @param contents where its files are
   */
  public @Nullable ArchiveIndex archive(byte[] sha256, ArchiveIndex.Contents contents) {
    byte[] bytes = archives.read(HexFormat.of().formatHex(sha256));
    return bytes == null ? null : ArchiveIndex.read(bytes, contents);
  }

  /** Remembers what is in an archive. */
  public void keepArchive(byte[] sha256, ArchiveIndex index) {
    archives.keep(HexFormat.of().formatHex(sha256), index.toBytes());
  }

  /** Layers by what went into them. */
  public KnownLayers layers() {
    return layers;
  }

  /** Caches that lie elsewhere, in the order in which they are asked. */
  public List<SharedCache> shared() {
    return shared;
  }

  /** The layers of this build. */
  public UsedLayers used() {
    return used;
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
