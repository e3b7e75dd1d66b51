package dev.lamina.tar;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive from outside: v7, POSIX ustar and PAX, GNU long names, base-256 numbers and
 * sparse files (expanded). Nothing is guessed: a wrong checksum, a cut, a lying size or sparse map
 * refuses the archive. Names are handed on as raw bytes and may climb or be absolute.
 *
 * <p>The stream is read in large pieces, so more of it than the current entry may be consumed. It
 * is not closed. Not safe for use by several threads.
 *
 * <p>Every method throws {@link RefusedInputException} for what the archive does wrong and any
 * other {@link IOException} as the stream below threw it.
 */
public final class TarReader {
  private static final int MOST_WARNINGS = 100;
  private static final long QUIET_JUNK = 1 << 20;

  private final TarLimits limits;
  private final Consumer<String> warnings;
  private final TarInput input;
  private final EntryReader entries;
  private final TarBlock block = new TarBlock();
  private long entryCount;
  private long contentBytes;
  private int warningCount;
  private boolean ended;
  private StoredContent stored;
  private InputStream content;

  /**
   * @param in an archive, not compressed
   * @param warnings told, escaped, of what was left out; after 100 warnings it is told no more
   */
  public TarReader(InputStream in, TarLimits limits, Consumer<String> warnings) {
    this.limits = limits;
    this.warnings = warnings;
    input = new TarInput(in, limits.maxBytes());
    entries = new EntryReader(input, limits);
    stored = new StoredContent(new byte[0], 0);
    content = stored;
  }

  /**
   * Skips what is left of the current entry and reads the header of the next; null at the end of
   * the archive. What may follow the end is left to {@link #drain()}.
   */
  public @Nullable TarHeader next() throws IOException {
    if (ended) {
      return null;
    }
    boolean whole = stored.finish();
    stored = new StoredContent(new byte[0], 0);
    content = stored;
    if (!whole) {
      end("ends inside the padding of its last entry");
      return null;
    }
    ExtendedHeaders extended = new ExtendedHeaders(input, limits);
    while (readBlock()) {
      byte flag = block.flag();
      if (ExtendedHeaders.isExtended(flag)) {
        extended.read(block, this::warn);
        continue;
      }
      countEntry();
      TarType type = EntryReader.typeOf(block, extended.name(block));
      if (type != null) {
        return open(entries.read(block, extended, type));
      }
      leaveOut(extended);
      extended = new ExtendedHeaders(input, limits);
    }
    extended.requireNone();
    return null;
  }

  private TarHeader open(EntryReader.Found found) throws IOException {
    TarHeader header = found.header();
    contentBytes += header.size();
    if (contentBytes > limits.maxBytes()) {
      throw new RefusedInputException(
          "content of the tar archive is larger than the limit of " + limits.maxBytes() + " bytes");
    }
    stored = new StoredContent(header.rawName(), found.stored());
    if (header.type() != TarType.FILE) {
      content = InputStream.nullInputStream();
      if (found.stored() > 0) {
        stored.refuseHeader();
        warn("data of the link " + Escaped.bytes(header.rawName()) + " ignored");
      }
    } else {
      content = found.map() == null ? stored : new SparseContent(found.map(), stored);
    }
    return header;
  }

  /**
   * The content of the current entry, expanded when it is sparse; over at the next {@link #next}.
   */
  public InputStream content() {
    return content;
  }

  /**
   * Reads the stream to its end without looking at entries, so that hashes below see all of it.
   * What follows the end of the archive is ignored; more than 1 MiB of it that is not zero gets a
   * warning.
   */
  public void drain() throws IOException {
    long junk = input.drain();
    if (ended && junk > QUIET_JUNK) {
      warn(junk + " bytes after the end of the tar archive ignored");
    }
    ended = true;
  }

  /**
   * Whether a file, decompressed, is a tar archive for ADD: its first header parses, with the
   * extended headers in front of it; a well-formed global header suffices. An empty file or one of
   * zeros is none. What follows may still be refused when it is read.
   *
   * @param in the first bytes of the file, or all of it; up to 16 MiB of it are read, and it is not
   *     closed
   * @throws IOException as the stream throws it; a {@link RefusedInputException} or {@link
   *     EOFException} from a decompressor below counts as "no archive"
   */
  public static boolean looksLikeTar(InputStream in) throws IOException {
    TarReader reader = new TarReader(in, TarLimits.ARCHIVE, warning -> {});
    try {
      return reader.firstHeaderParses();
    } catch (RefusedInputException | EOFException e) {
      return false;
    }
  }

  private boolean firstHeaderParses() throws IOException {
    ExtendedHeaders extended = new ExtendedHeaders(input, limits);
    while (input.readFully(block.bytes) == TarBlock.SIZE && !block.isZero()) {
      block.verifyChecksum(input.position() - TarBlock.SIZE);
      if (!ExtendedHeaders.isExtended(block.flag())) {
        return block.parses();
      }
      extended.read(block, this::warn);
      if (block.flag() == 'g') {
        return true;
      }
    }
    return false;
  }

  /** Reads a header block; false at the end of the archive. */
  private boolean readBlock() throws IOException {
    long offset = input.position();
    int read = input.readFully(block.bytes);
    if (read == 0) {
      return end("has no end marker");
    }
    if (read < TarBlock.SIZE) {
      return endInsideBlock(offset, read);
    }
    if (block.isZero()) {
      return endMarker();
    }
    block.verifyChecksum(offset);
    return true;
  }

  /** After one zero block there must be another, or nothing. */
  private boolean endMarker() throws IOException {
    long offset = input.position();
    int read = input.readFully(block.bytes);
    if (read == TarBlock.SIZE && !block.isZero()) {
      throw new RefusedInputException("data after end-of-archive marker at offset " + offset);
    }
    if (read > 0 && read < TarBlock.SIZE) {
      return endInsideBlock(offset, read);
    }
    ended = true;
    return false;
  }

  private boolean endInsideBlock(long offset, int read) throws RefusedInputException {
    Arrays.fill(block.bytes, read, TarBlock.SIZE, (byte) 0);
    if (limits.policy() == TarPolicy.LAYER || !block.isZero()) {
      throw new RefusedInputException(
          "archive ends inside a header at offset " + offset + " (" + read + " of 512 bytes)");
    }
    return end("ends inside its end marker");
  }

  private boolean end(String how) {
    ended = true;
    if (limits.policy() == TarPolicy.ARCHIVE) {
      warn("tar archive " + how);
    }
    return false;
  }

  private void countEntry() throws RefusedInputException {
    entryCount++;
    if (entryCount > limits.maxEntries()) {
      throw new RefusedInputException(
          "tar archive has more entries than the limit of " + limits.maxEntries());
    }
  }

  /**
   * Skips an entry of a kind that we do not know, or refuses it; volume labels are always skipped.
   */
  private void leaveOut(ExtendedHeaders extended) throws IOException {
    byte[] name = extended.name(block);
    String what =
        "tar entry type '"
            + Escaped.bytes(new byte[] {block.flag()})
            + "' for "
            + Escaped.bytes(name);
    if (block.flag() != 'V' && limits.policy() == TarPolicy.LAYER) {
      throw new RefusedInputException("unsupported " + what);
    }
    warn("ignored " + what);
    stored = new StoredContent(name, entries.storedSize(block, extended.pax(), name));
    content = stored;
    stored.finish();
  }

  private void warn(String text) {
    warningCount++;
    if (warningCount <= MOST_WARNINGS) {
      warnings.accept(text);
    }
  }

  /** The data that the archive holds for one entry, and the padding after it. */
  private final class StoredContent extends InputStream {
    private final byte[] name;
    private final long size;
    private long left;
    private int padding;

    StoredContent(byte[] name, long size) {
      this.name = name;
      this.size = size;
      this.left = size;
      this.padding = TarBlock.padding(size);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (this != stored || ended) {
        throw new IllegalStateException("content of an entry that is no longer current");
      }
      if (left == 0 || length == 0) {
        return length == 0 ? 0 : -1;
      }
      int n = input.read(into, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw cut();
      }
      left -= n;
      return n;
    }

    /** Skips the rest; false when the archive ends in the padding. */
    boolean finish() throws IOException {
      left -= input.skip(left);
      if (left > 0) {
        throw cut();
      }
      return input.skip(padding) == padding;
    }

    /**
     * Refuses data that begins like a header: of a link with a size some readers skip the data,
     * some say that there is none.
     */
    void refuseHeader() throws IOException {
      int read = input.readFully(block.bytes);
      left -= Math.min(read, left);
      if (read < TarBlock.SIZE && left > 0) {
        throw cut();
      }
      if (size < TarBlock.SIZE) {
        padding = TarBlock.SIZE - read;
      }
      if (read == TarBlock.SIZE && !block.isZero() && block.hasChecksum()) {
        throw new RefusedInputException(
            "link entry "
                + Escaped.bytes(name)
                + " has a size of "
                + size
                + ", but a header follows it and not data");
      }
    }

    private RefusedInputException cut() {
      return new RefusedInputException(
          "archive ends inside "
              + Escaped.bytes(name)
              + " ("
              + (size - left)
              + " of "
              + size
              + " bytes)");
    }
  }
}
