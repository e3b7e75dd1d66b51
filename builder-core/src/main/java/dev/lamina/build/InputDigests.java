package dev.lamina.build;

import dev.lamina.cache.FileDigests;
import dev.lamina.context.SteadyFile;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.filetree.ContentDigests;
import dev.lamina.filetree.ContentHashes;
import dev.lamina.filetree.LayerFile;
import dev.lamina.io.ByteSource;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The digests of what is in the files of a layer that is not made yet. */
final class InputDigests {
  private static final int BUFFER_SIZE = 64 << 10;

  private final List<Entry> entries;
  private final FileDigests files;
  private final Cancellation cancellation;
  private final ContentHashes hashes;

  /** Numbers of entries: files on disk, and others, that have to be read. */
  private final List<Integer> onDisk = new ArrayList<>();

  private final List<Integer> elsewhere = new ArrayList<>();

  /**
   * @param files knows those of the context that the entries come from
   */
  InputDigests(List<Entry> entries, FileDigests files, Cancellation cancellation) {
    this.entries = entries;
    this.files = files;
    this.cancellation = cancellation;
    this.hashes = new ContentHashes(entries.size());
  }

  /**
   * Finds them; files are read only where nothing else tells.
   *
   * @return null when it would take reading whole layers
   */
  @Nullable ContentDigests find() throws IOException {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof FileEntry file && !isKnown(i, file.content())) {
        if (file.content() instanceof LayerFile) {
          return null;
        }
        (file.content() instanceof SteadyFile ? onDisk : elsewhere).add(i);
      }
    }
    for (int ordinal : elsewhere) {
      read(ordinal);
    }
    try {
      // to read files is to wait: for the disk, or for the hash
      IntStream.range(0, onDisk.size()).parallel().forEach(i -> readUnchecked(onDisk.get(i)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    ContentDigests digests = hashes.digests();
    note(entries, onDisk, digests, files);
    return digests;
  }

  private boolean isKnown(int ordinal, ByteSource content) {
    byte[] known = null;
    if (content instanceof LayerFile place) {
      known = place.digests().bytes(place.ordinal());
    } else if (content instanceof SteadyFile file) {
      known = files.find(file.name(), file.status());
    } else if (content instanceof HashedBytes bytes) {
      known = bytes.sha256();
    } else if (content instanceof ArchivedFile file) {
      known = file.sha256();
    }
    if (known != null) {
      hashes.put(ordinal, known);
    }
    return known != null;
  }

  private void readUnchecked(int ordinal) {
    try {
      read(ordinal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(int ordinal) throws IOException {
    MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
    byte[] buffer = new byte[BUFFER_SIZE];
    try (InputStream in = ((FileEntry) entries.get(ordinal)).content().open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        cancellation.check();
        hash.update(buffer, 0, n);
      }
    }
    hashes.put(ordinal, hash.digest());
  }

  /** Remembers the digests of files on disk that have been read to their end. */
  static void note(
      List<Entry> entries, Iterable<Integer> which, ContentDigests digests, FileDigests files) {
    for (int ordinal : which) {
      byte[] digest = digests.bytes(ordinal);
      if (digest != null
          && entries.get(ordinal) instanceof FileEntry entry
          && entry.content() instanceof SteadyFile file) {
        files.note(file.name(), file.status(), digest);
      }
    }
  }
}
