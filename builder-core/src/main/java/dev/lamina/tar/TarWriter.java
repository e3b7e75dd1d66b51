package dev.lamina.tar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.io.Escaped;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes a tar archive whose bytes depend on the headers and contents alone ({@code
 * docs/bytes.md}): POSIX ustar, a PAX header only where ustar cannot say it, no owner names, no
 * access times, no sparse forms.
 *
 * <p>Order, parents and absence of duplicates are the caller's part. Not safe for use by several
 * threads.
 */
public final class TarWriter implements Closeable {
  private static final int NAME_LENGTH = 100;
  private static final int MAX_PAX_NAME = 80;
  private static final long MAX_OCTAL_7 = 07777777L;
  private static final long MAX_OCTAL_11 = 077777777777L;
  private static final byte[] PAX_PREFIX = "PaxHeaders/".getBytes(US_ASCII);
  private static final byte[] MAGIC = "ustar\00000".getBytes(US_ASCII);

  private final OutputStream out;
  private final byte[] block = new byte[TarBlock.SIZE];
  private final byte[] zeros = new byte[2 * TarBlock.SIZE];
  private final byte[] buffer = new byte[1 << 16];
  private boolean finished;

  /**
   * @param out where the archive goes; {@link #close()} closes it
   */
  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds an entry without content.
   *
   * @throws IllegalArgumentException when the header announces content, or its name is not one that
   *     an archive of ours may hold: empty, absolute, starting with {@code ./}, a directory without
   *     a final slash or anything else with one
   */
  public void add(TarHeader header) throws IOException {
    if (header.size() != 0) {
      throw new IllegalArgumentException("no content given for " + header);
    }
    writeHeader(header);
  }

  /**
   * Adds an entry with its content. The stream is read to its end, to see that nothing is left
   * over, and is not closed.
   *
   * @throws IOException when the content is not exactly {@code header.size()} bytes long
   * @throws IllegalArgumentException as for {@link #add(TarHeader)}
   */
  public void add(TarHeader header, InputStream content) throws IOException {
    writeHeader(header);
    long left = header.size();
    while (left > 0) {
      int n = content.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw changed(header, (header.size() - left) + " of " + header.size() + " bytes");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
    if (content.read() >= 0) {
      throw changed(header, "more than " + header.size() + " bytes");
    }
    out.write(zeros, 0, TarBlock.padding(header.size()));
  }

  private static IOException changed(TarHeader header, String found) {
    return new IOException(Escaped.bytes(header.rawName()) + " changed while being read: " + found);
  }

  /** Writes the end of the archive: two zero blocks, nothing more. Flushes, does not close. */
  public void finish() throws IOException {
    requireOpen();
    finished = true;
    out.write(zeros);
    out.flush();
  }

  /** Closes the stream below. Without {@link #finish()} before, what was written has no end. */
  @Override
  public void close() throws IOException {
    finished = true;
    out.close();
  }

  private void requireOpen() {
    if (finished) {
      throw new IllegalStateException("archive is finished");
    }
  }

  private void writeHeader(TarHeader header) throws IOException {
    requireOpen();
    requireOurName(header);
    byte[] records = paxRecords(header);
    if (records.length > 0) {
      writePax(header.rawName(), records);
    }
    begin(header.rawName(), header.type().flag());
    octal(TarBlock.MODE, 7, header.mode());
    octal(TarBlock.UID, 7, orZero(header.uid(), MAX_OCTAL_7));
    octal(TarBlock.GID, 7, orZero(header.gid(), MAX_OCTAL_7));
    octal(TarBlock.SIZE_FIELD, 11, orZero(header.size(), MAX_OCTAL_11));
    octal(TarBlock.MTIME, 11, orZero(header.mtime(), MAX_OCTAL_11));
    put(TarBlock.LINK_NAME, header.rawLinkName());
    octal(TarBlock.DEVICE_MAJOR, 7, header.deviceMajor());
    octal(TarBlock.DEVICE_MINOR, 7, header.deviceMinor());
    end();
  }

  private static void requireOurName(TarHeader header) {
    byte[] name = header.rawName();
    boolean ours =
        name.length > 0
            && name[0] != '/'
            && !(name[0] == '.' && (name.length == 1 || name[1] == '/'))
            && (name[name.length - 1] == '/') == (header.type() == TarType.DIRECTORY);
    if (!ours) {
      throw new IllegalArgumentException("name of " + header);
    }
  }

  /** What ustar can carry in a number field; where a PAX record carries it, the field is zero. */
  private static long orZero(long value, long most) {
    return value < 0 || value > most ? 0 : value;
  }

  private static byte[] paxRecords(TarHeader header) {
    PaxWriter pax = new PaxWriter();
    header.xattrs().forEach(pax::xattr);
    pax.number("gid", header.gid(), MAX_OCTAL_7);
    pax.number("mtime", header.mtime(), MAX_OCTAL_11);
    pax.number("size", header.size(), MAX_OCTAL_11);
    pax.number("uid", header.uid(), MAX_OCTAL_7);
    pax.name("linkpath", header.rawLinkName(), NAME_LENGTH);
    pax.name("path", header.rawName(), NAME_LENGTH);
    return pax.bytes();
  }

  private void writePax(byte[] path, byte[] records) throws IOException {
    byte[] tail = Arrays.copyOfRange(path, Math.max(0, path.length - MAX_PAX_NAME), path.length);
    byte[] name = Arrays.copyOf(PAX_PREFIX, PAX_PREFIX.length + tail.length);
    System.arraycopy(tail, 0, name, PAX_PREFIX.length, tail.length);
    begin(name, (byte) 'x');
    octal(TarBlock.MODE, 7, 0644);
    octal(TarBlock.UID, 7, 0);
    octal(TarBlock.GID, 7, 0);
    octal(TarBlock.SIZE_FIELD, 11, records.length);
    octal(TarBlock.MTIME, 11, 0);
    octal(TarBlock.DEVICE_MAJOR, 7, 0);
    octal(TarBlock.DEVICE_MINOR, 7, 0);
    end();
    out.write(records);
    out.write(zeros, 0, TarBlock.padding(records.length));
  }

  private void begin(byte[] name, byte flag) {
    Arrays.fill(block, (byte) 0);
    put(TarBlock.NAME, name);
    block[TarBlock.TYPE] = flag;
    System.arraycopy(MAGIC, 0, block, TarBlock.MAGIC, MAGIC.length);
  }

  private void put(int at, byte[] name) {
    System.arraycopy(name, 0, block, at, Math.min(name.length, NAME_LENGTH));
  }

  /** Writes the checksum (six digits, NUL, space) and the block. */
  private void end() throws IOException {
    Arrays.fill(block, TarBlock.CHECKSUM, TarBlock.CHECKSUM + 8, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(TarBlock.CHECKSUM, 6, sum);
    block[TarBlock.CHECKSUM + 6] = 0;
    out.write(block);
  }

  /** Zero-padded octal in {@code digits} bytes; the NUL after it is there already. */
  private void octal(int at, int digits, long value) {
    long left = value;
    for (int i = at + digits - 1; i >= at; i--) {
      block[i] = (byte) ('0' + (left & 7));
      left >>>= 3;
    }
  }
}
