package dev.lamina.filetree;

import dev.lamina.entry.Entry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of an archive that was read to its end.
 *
 * @param entries as they stand in it
 * @param digests of their contents
 * @param warnings what was said of it while it was read, escaped
 */
public record ArchiveIndex(List<Entry> entries, ContentDigests digests, List<String> warnings) {
  /** Changes whenever the format does, or what is made of an archive. */
  private static final String FORMAT = "lamina archive index 1";

  public ArchiveIndex {
    entries = List.copyOf(entries);
    warnings = List.copyOf(warnings);
  }

  /** Says where the content of a file is. */
  @FunctionalInterface
  public interface Contents {
    /**
     * The content of a file that is not empty.
     *
     * @param ordinal which entry of the archive it is, from 0
     * @param sha256 its hash
     */
    ByteSource of(int ordinal, long size, byte[] sha256);
  }

  /** As bytes that can be kept. */
  public byte[] toBytes() {
    PackedOutput out = new PackedOutput().text(FORMAT).number(warnings.size());
    warnings.forEach(out::text);
    out.number(entries.size());
    digests.write(out);
    PackedEntries.Writer writer = new PackedEntries.Writer(out);
    for (Entry entry : entries) {
      entry.accept(writer);
    }
    return out.checked();
  }

  /**
   * The inverse of {@link #toBytes}.
   *
   * @return null when the bytes are damaged or of another format
   */
  public static @Nullable ArchiveIndex read(byte[] bytes, Contents contents) {
    PackedInput in = PackedInput.checked(bytes);
    if (in == null || !in.text().equals(FORMAT)) {
      return null;
    }
    List<String> warnings = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      warnings.add(in.text());
    }
    int count = (int) in.number();
    ContentDigests digests = ContentDigests.read(in, count);
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int ordinal = i;
      entries.add(
          PackedEntries.read(in, size -> content(contents, ordinal, size, digests.bytes(ordinal))));
    }
    return new ArchiveIndex(entries, digests, warnings);
  }

  private static ByteSource content(
      Contents contents, int ordinal, long size, byte @Nullable [] sha256) {
    if (size == 0) {
      return ByteSource.of(new byte[0]);
    }
    if (sha256 == null) {
      throw new IllegalStateException("no digest of entry " + ordinal);
    }
    return contents.of(ordinal, size, sha256);
  }
}
