package dev.lamina.build;

import dev.lamina.compression.Decompressor;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.Scratch;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A file in an archive whose table of contents is known; the archive is read for its bytes. */
final class ArchivedFile implements ByteSource {
  private final ByteSource archive;
  private final int ordinal;
  private final long size;
  private final byte[] sha256;

  /**
   * @param ordinal which entry of the archive it is, from 0
   */
  ArchivedFile(ByteSource archive, int ordinal, long size, byte[] sha256) {
    this.archive = archive;
    this.ordinal = ordinal;
    this.size = size;
    this.sha256 = sha256;
  }

  byte[] sha256() {
    return sha256;
  }

  @Override
  public long size() {
    return size;
  }

  /** One by one they cost a pass each; {@link #fetch} takes all in one. */
  @Override
  public InputStream open() {
    throw new IllegalStateException("still in its archive");
  }

  /**
   * The same entries, what lies in archives now with its bytes at hand: each archive is read once.
   *
   * @param scratch takes the bytes
   * @throws ContentMismatchException when an archive holds something else than it did
   */
  static List<Entry> fetch(List<Entry> entries, Scratch scratch) throws IOException {
    Map<ByteSource, NavigableMap<Integer, ArchivedFile>> wanted = new HashMap<>();
    for (Entry entry : entries) {
      if (entry instanceof FileEntry file && file.content() instanceof ArchivedFile place) {
        wanted.computeIfAbsent(place.archive, any -> new TreeMap<>()).put(place.ordinal, place);
      }
    }
    Map<ArchivedFile, ByteSource> fetched = new HashMap<>();
    for (Map.Entry<ByteSource, NavigableMap<Integer, ArchivedFile>> each : wanted.entrySet()) {
      read(each.getKey(), each.getValue(), scratch, fetched);
    }
    List<Entry> atHand = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      atHand.add(
          entry instanceof FileEntry file && file.content() instanceof ArchivedFile place
              ? new FileEntry(file.path(), file.metadata(), found(place, fetched))
              : entry);
    }
    return atHand;
  }

  private static ByteSource found(ArchivedFile place, Map<ArchivedFile, ByteSource> fetched)
      throws ContentMismatchException {
    // names of one file in a layer share its content, but copies of an entry do not
    ByteSource bytes = fetched.get(place);
    if (bytes == null) {
      throw new ContentMismatchException("the archive has no entry " + place.ordinal + " any more");
    }
    return bytes;
  }

  private static void read(
      ByteSource archive,
      NavigableMap<Integer, ArchivedFile> wanted,
      Scratch scratch,
      Map<ArchivedFile, ByteSource> fetched)
      throws IOException {
    try (InputStream in = archive.open();
        InputStream plain = Decompressor.open(in)) {
      TarReader tar = new TarReader(plain, TarLimits.ARCHIVE, warning -> {});
      int ordinal = 0;
      for (TarHeader header = tar.next();
          header != null && ordinal <= wanted.lastKey();
          header = tar.next()) {
        ArchivedFile place = wanted.get(ordinal);
        if (place != null) {
          fetched.put(place, scratch.append(place.verified(tar.content())));
        }
        ordinal++;
      }
    }
  }

  private InputStream verified(InputStream content) {
    Digest digest = new Digest(DigestAlgorithm.SHA256, HexFormat.of().formatHex(sha256));
    return new VerifyingInputStream(content, digest, size, "file " + ordinal + " of the archive");
  }
}
