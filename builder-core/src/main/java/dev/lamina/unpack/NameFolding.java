package dev.lamina.unpack;

import dev.lamina.io.EntryPath;
import dev.lamina.io.Fs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Which names a file system takes for one.
 *
 * @param cases whether those that differ in case
 * @param forms whether those that differ in how Unicode composes letters
 */
record NameFolding(boolean cases, boolean forms) {
  /** Every name is itself. */
  static final NameFolding NONE = new NameFolding(false, false);

  /** Asks the file system of an empty directory, which is empty again afterwards. */
  static NameFolding probe(Path directory) throws IOException {
    return new NameFolding(
        isSame(directory, "probe-a", "probe-A"),
        isSame(directory, "probe-\u00e9", "probe-e\u0301"));
  }

  private static boolean isSame(Path directory, String one, String other) throws IOException {
    Path made = Files.createFile(Fs.child(directory, EntryPath.of(one)));
    try {
      return Fs.status(Fs.child(directory, EntryPath.of(other))) != null;
    } finally {
      Files.delete(made);
    }
  }

  /** Equal for names that would be one file. */
  String key(EntryPath name) {
    String key = name.decoded();
    if (forms) {
      key = Normalizer.normalize(key, Normalizer.Form.NFD);
    }
    return cases ? key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : key;
  }
}
