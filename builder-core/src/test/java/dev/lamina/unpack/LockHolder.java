package dev.lamina.unpack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that holds the lock of a file until it is killed. */
final class LockHolder {
  private LockHolder() {}

  static Process start(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                file.toString())
            .start();
    if (process.getInputStream().read() != 'L') {
      throw new IOException("the lock was not taken");
    }
    return process;
  }

  public static void main(String[] args) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      System.out.write('L');
      System.out.flush();
      while (lock.isValid() && System.in.read() >= 0) {
        // until it is killed
      }
    }
  }
}
