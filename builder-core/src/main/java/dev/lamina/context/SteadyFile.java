package dev.lamina.context;

import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The content of a file on disk, which must stay what it was when its status was taken: not a byte
 * more or less, and nothing written to it until the last byte is read.
 */
public final class SteadyFile implements ByteSource {
  private final EntryPath name;
  private final String tree;
  private final Path file;
  private final FileStatus found;

  /**
   * A file as it was found.
   *
   * @param name what messages call it
   * @param tree what it is of, in messages: {@code the context}
   * @param found must be that of a regular file
   */
  public SteadyFile(EntryPath name, String tree, Path file, FileStatus found) {
    this.name = name;
    this.tree = tree;
    this.file = file;
    this.found = found;
  }

  /** What messages call it: its path in its tree. */
  public EntryPath name() {
    return name;
  }

  /** What the file system said of it; when all of it has been read, it has not changed. */
  public FileStatus status() {
    return found;
  }

  @Override
  public long size() {
    return found.size();
  }

  @Override
  public InputStream open() throws IOException {
    // first of all: what is no regular file any more must not be opened, a pipe would block
    requireUnchanged();
    InputStream in;
    try {
      in = Fs.open(file);
    } catch (IOException e) {
      throw Failures.reading(name, tree, e);
    }
    try {
      Content content = new Content(in);
      content.checkEnd();
      return content;
    } catch (IOException e) {
      try (in) {
        throw e;
      }
    }
  }

  private void requireUnchanged() throws IOException {
    FileStatus now;
    try {
      now = Fs.status(file);
    } catch (IOException e) {
      throw Failures.reading(name, tree, e);
    }
    if (now == null || !now.sameContentAs(found)) {
      throw changed();
    }
  }

  private IOException changed() {
    return new IOException("file changed while being read: " + name);
  }

  /** The stream; it looks at the file once more before it hands out the last bytes. */
  private final class Content extends InputStream {
    private final InputStream in;
    private long left = found.size();

    Content(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int count = readSome(buffer, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw changed();
      }
      left -= count;
      checkEnd();
      return count;
    }

    private int readSome(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        throw Failures.reading(name, tree, e);
      }
    }

    void checkEnd() throws IOException {
      if (left > 0) {
        return;
      }
      if (readSome(new byte[1], 0, 1) >= 0) {
        throw changed();
      }
      requireUnchanged();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
