package dev.lamina.context;

import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads the small texts that steer a build, with a limit. */
final class SmallFile {
  private SmallFile() {}

  /** The content of a file to which a link may lead; only a regular file is opened. */
  static byte[] read(Path file, String what, int mostBytes) throws IOException {
    String named = what + " " + Escaped.text(file.toString());
    Path real = Links.realPath(file, what);
    FileStatus status = Fs.status(real);
    if (status == null || !status.isFile()) {
      throw new RefusedInputException(named + " is not a regular file");
    }
    try (InputStream in = Fs.open(real)) {
      return read(in, named, mostBytes);
    }
  }

  static byte[] read(InputStream in, String named, int mostBytes) throws IOException {
    // buffered, because FileInputStream's own readNBytes seeks, which a pipe cannot
    byte[] bytes = new BufferedInputStream(in).readNBytes(mostBytes + 1);
    if (bytes.length > mostBytes) {
      throw new RefusedInputException(named + " is larger than " + mostBytes + " bytes");
    }
    return bytes;
  }
}
