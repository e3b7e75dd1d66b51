package dev.lamina.build;

import dev.lamina.cache.FileDigests;
import dev.lamina.compression.Decompressor;
import dev.lamina.context.SteadyFile;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.entry.Entry;
import dev.lamina.filetree.ArchiveIndex;
import dev.lamina.filetree.ContentHashes;
import dev.lamina.filetree.TreeConflictException;
import dev.lamina.io.ByteSource;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.layer.TarEntries;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the archives that ADD unpacks; what is in one that has not changed is known already. */
final class ArchiveReading {
  private final BuildTools tools;
  private final FileDigests files;
  private final Scratch scratch;
  private final Consumer<String> warnings;

  /**
   * @param files knows digests of the context that archives come from
   * @param scratch takes contents
   */
  ArchiveReading(BuildTools tools, FileDigests files, Scratch scratch, Consumer<String> warnings) {
    this.tools = tools;
    this.files = files;
    this.scratch = scratch;
    this.warnings = warnings;
  }

  /** By content alone: what it is called does not matter. */
  static boolean isArchive(ByteSource file) throws IOException {
    if (file.size() == 0) {
      return false;
    }
    try (InputStream in = file.open();
        InputStream plain = Decompressor.open(in)) {
      return TarReader.looksLikeTar(plain);
    } catch (RefusedInputException e) {
      return false;
    }
  }

  /** What is in an archive that was read before; null when that is not known. */
  @Nullable ArchiveIndex known(ByteSource file) {
    byte[] digest =
        file instanceof SteadyFile steady ? files.find(steady.name(), steady.status()) : null;
    return digest == null
        ? null
        : tools
            .cache()
            .archive(digest, (ordinal, size, sha) -> new ArchivedFile(file, ordinal, size, sha));
  }

  /** Reads an archive to its end, and extracts it on the way. */
  void read(ByteSource file, ArchiveExtraction into) throws IOException, TreeConflictException {
    MessageDigest whole = DigestAlgorithm.SHA256.newMessageDigest();
    Pass pass = new Pass();
    WatchedBytes watch = new WatchedBytes(tools, "reading archive", file.size());
    try (InputStream in = new DigestInputStream(watch.watch(file.open()), whole);
        InputStream plain = Decompressor.open(in)) {
      TarReader tar = new TarReader(plain, TarLimits.ARCHIVE, pass::warn);
      for (TarHeader header = tar.next(); header != null; header = tar.next()) {
        into.add(pass.entry(header, tar));
      }
      tar.drain();
      if (file instanceof SteadyFile steady) {
        in.transferTo(OutputStream.nullOutputStream());
        byte[] digest = whole.digest();
        files.note(steady.name(), steady.status(), digest);
        tools.cache().keepArchive(digest, pass.index());
      }
    }
    watch.finish();
  }

  /** One archive on its way. */
  private final class Pass {
    private final List<Entry> entries = new ArrayList<>();
    private final List<byte[]> digests = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    void warn(String warning) {
      said.add(warning);
      warnings.accept(warning);
    }

    Entry entry(TarHeader header, TarReader tar) throws IOException {
      byte[] digest = new byte[0];
      ByteSource content = ByteSource.of(digest);
      if (header.size() > 0) {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        ByteSource bytes = scratch.append(new DigestInputStream(tar.content(), hash));
        digest = hash.digest();
        content = new HashedBytes(bytes, digest);
      }
      Entry entry = TarEntries.entry(header, content);
      entries.add(entry);
      digests.add(digest);
      return entry;
    }

    ArchiveIndex index() {
      ContentHashes hashes = new ContentHashes(entries.size());
      for (int i = 0; i < digests.size(); i++) {
        if (digests.get(i).length > 0) {
          hashes.put(i, digests.get(i));
        }
      }
      return new ArchiveIndex(entries, hashes.digests(), said);
    }
  }
}
