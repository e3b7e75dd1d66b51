package dev.lamina.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a finished write is worth when the power fails. */
public enum Durability {
  /** Files and the directories that name them are forced to the disk: what is reported is kept. */
  FULL,
  /** Nothing is forced. For machines that are thrown away. */
  FAST;

  void force(FileChannel file) throws IOException {
    if (this == FULL) {
      file.force(true);
    }
  }

  /**
   * Makes the names in a directory as durable as this says.
   *
   * @throws IOException when the disk reports an error; the names may then be lost
   */
  public void forceDirectory(Path directory) throws IOException {
    if (this == FAST) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      try {
        channel.force(true);
      } catch (IOException e) {
        // some file systems (FAT, some network ones) cannot force a directory and say EINVAL
        if (!"Invalid argument".equals(e.getMessage())) {
          throw e;
        }
      }
    }
  }
}
