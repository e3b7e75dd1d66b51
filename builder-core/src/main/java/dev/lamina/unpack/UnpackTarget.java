package dev.lamina.unpack;

import dev.lamina.io.Durability;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a directory is to appear, whole or not at all.
 *
 * @param parent without a link on the way
 * @param name in it
 */
record UnpackTarget(Path parent, Path name) {
  /**
   * Looks at the place; what is missing above it is made.
   *
   * @param store nothing is put in there, nor is what it lies in replaced
   * @throws RefusedInputException when something is there that is not to be replaced
   */
  static UnpackTarget of(Path directory, UnpackOptions.Place place, Path store) throws IOException {
    Path absolute = directory.toAbsolutePath();
    FileStatus status = Fs.status(absolute);
    Path real = status == null ? ofMissing(absolute) : ofExisting(absolute, status, place);
    Path parent = real.getParent();
    Path name = real.getFileName();
    if (parent == null || name == null) {
      throw refused(directory, "the root of the file system is not replaced");
    }
    requireApart(real, store);
    return new UnpackTarget(parent, name);
  }

  private static Path ofMissing(Path absolute) throws IOException {
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null || isDots(name)) {
      throw refused(absolute, "it is no name for a new directory");
    }
    Files.createDirectories(parent);
    return parent.toRealPath().resolve(name);
  }

  private static boolean isDots(Path name) {
    return name.equals(Path.of(".")) || name.equals(Path.of(".."));
  }

  private static Path ofExisting(Path absolute, FileStatus status, UnpackOptions.Place place)
      throws IOException {
    if (!status.isDirectory()) {
      throw refused(absolute, status.isSymlink() ? "it is a link" : "it is no directory");
    }
    Path real = absolute.toRealPath();
    if (real.getParent() == null) {
      throw refused(absolute, "the root of the file system is not replaced");
    }
    if (place == UnpackOptions.Place.FREE && !Fs.names(real).isEmpty()) {
      throw refused(absolute, "the directory is not empty");
    }
    return real;
  }

  private static void requireApart(Path real, Path store) throws IOException {
    if (!Files.exists(store)) {
      return;
    }
    Path realStore = store.toRealPath();
    if (real.startsWith(realStore)) {
      throw refused(real, "it is inside the store");
    }
    if (realStore.startsWith(real)) {
      throw refused(real, "the store is inside it");
    }
  }

  private static RefusedInputException refused(Path directory, String why) {
    return new RefusedInputException(
        "cannot unpack to " + Escaped.text(directory.toString()) + ": " + why);
  }

  Path path() {
    return parent.resolve(name);
  }

  /**
   * Moves a finished directory here. What it replaces is first moved aside, and back when that
   * fails; between the two moves it lies beside the place, as {@code .NAME.replaced-…}.
   *
   * @param partial takes what was replaced, to be deleted with it
   */
  void publish(Path finished, Path partial, UnpackOptions options) throws IOException {
    Path replaced = null;
    if (options.place() == UnpackOptions.Place.REPLACED && !isFree()) {
      replaced = moveAside(partial);
    }
    try {
      move(finished, path());
    } catch (IOException e) {
      if (replaced != null) {
        move(replaced, path());
      }
      throw failed(e);
    }
    if (replaced != null) {
      move(replaced, partial.resolve("replaced"));
    }
    force(options.durability());
  }

  private boolean isFree() throws IOException {
    FileStatus status = Fs.status(path());
    return status == null || (status.isDirectory() && Fs.names(path()).isEmpty());
  }

  private @Nullable Path moveAside(Path partial) throws IOException {
    FileStatus status = Fs.status(path());
    if (status == null || !status.isDirectory()) {
      throw refused(path(), "it is no directory any more");
    }
    String random = partial.getFileName() + "";
    Path aside =
        parent.resolve("." + name + ".replaced-" + random.substring(random.lastIndexOf('-') + 1));
    move(path(), aside);
    return aside;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private IOException failed(IOException cause) {
    return new IOException(
        "cannot put what was unpacked at "
            + Escaped.text(path().toString())
            + ", where something has appeared",
        cause);
  }

  private void force(Durability durability) throws IOException {
    durability.forceDirectory(parent);
  }
}
