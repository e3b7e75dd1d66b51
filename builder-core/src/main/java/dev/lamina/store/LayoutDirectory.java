package dev.lamina.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where things lie in a store, and whether what lies there can be trusted. */
final class LayoutDirectory {
  static final byte[] OCI_LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(UTF_8);

  private static final int MAX_LAYOUT_SIZE = 64 * 1024;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final Path SELF = Path.of("/proc/self");

  /** What a directory may hold in which we make a store: what a crash while making one leaves. */
  private static final Set<EntryPath> OURS =
      Set.of(EntryPath.of(".lamina"), EntryPath.of("blobs"), EntryPath.of("lost+found"));

  private final Path root;
  private final StoreOptions options;

  LayoutDirectory(Path root, StoreOptions options) {
    this.root = root;
    this.options = options;
  }

  Path root() {
    return root;
  }

  Path index() {
    return root.resolve("index.json");
  }

  Path ociLayout() {
    return root.resolve("oci-layout");
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path blobs(DigestAlgorithm algorithm) {
    return blobs().resolve(algorithm.id());
  }

  Path blob(Digest digest) {
    return blobs(digest.algorithm()).resolve(digest.hex());
  }

  Path own() {
    return root.resolve(".lamina");
  }

  Path temporary() {
    return own().resolve("tmp");
  }

  Path quarantine() {
    return own().resolve("quarantine");
  }

  Path cache() {
    return own().resolve("cache");
  }

  Path indexLock() {
    return own().resolve("lock");
  }

  Path garbageLock() {
    return own().resolve("gc.lock");
  }

  String shown() {
    return Escaped.text(root.toString());
  }

  /** Whether there is a layout, ours or another tool's; its directories are checked. */
  boolean exists() throws IOException {
    if (!Files.exists(root)) {
      return false;
    }
    checkTrust();
    if (Fs.status(ociLayout()) == null) {
      if (OURS.containsAll(Fs.names(root))) {
        return false;
      }
      // looked for again: another process may have made the store in between
      if (Fs.status(ociLayout()) == null) {
        throw notLayout("oci-layout is missing");
      }
    }
    checkVersion();
    return true;
  }

  /** What others can write to is not ours to believe; what others own is not ours to change. */
  private void checkTrust() throws IOException {
    FileStatus status = Fs.status(root.toRealPath());
    if (status == null || !status.isDirectory()) {
      throw notLayout("it is not a directory");
    }
    checkDirectory(blobs());
    checkDirectory(own());
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      checkDirectory(blobs(algorithm));
    }
    if (options.sharing() == Sharing.SHARED || status.ino() == 0) {
      return;
    }
    if ((status.mode() & WRITABLE_BY_OTHERS) != 0) {
      throw new RefusedInputException(
          "store "
              + shown()
              + " can be written by others: chmod go-w it, or say that it is shared");
    }
    FileStatus self = Files.exists(SELF) ? Fs.status(SELF.toRealPath()) : null;
    if (self != null && self.uid() != status.uid()) {
      throw new RefusedInputException(
          "store "
              + shown()
              + " belongs to user "
              + status.uid()
              + ", not to "
              + self.uid()
              + ": use another store, or say that it is shared");
    }
  }

  private void checkDirectory(Path directory) throws IOException {
    FileStatus status = Fs.status(directory);
    if (status != null && !status.isDirectory()) {
      throw notLayout(root.relativize(directory) + " is not a directory");
    }
  }

  private void checkVersion() throws IOException {
    FileStatus status = Fs.status(ociLayout());
    if (status == null || !status.isFile() || status.size() > MAX_LAYOUT_SIZE) {
      throw notLayout("oci-layout is not a small file");
    }
    try (InputStream in = Fs.open(ociLayout())) {
      JsonObject object = Json.parseObject(in.readNBytes(MAX_LAYOUT_SIZE), "oci-layout");
      String version = object.string("imageLayoutVersion");
      if (!version.equals("1.0.0")) {
        throw notLayout("oci-layout: version '" + Escaped.text(version) + "', expected 1.0.0");
      }
    } catch (RefusedInputException e) {
      throw notLayout(e.getMessage());
    }
  }

  ContentMismatchException notLayout(@Nullable String why) {
    return new ContentMismatchException("not an OCI image layout: " + shown() + ": " + why);
  }

  /** Whether Lamina has written here before. */
  boolean hasOwn() throws IOException {
    return Fs.status(own()) != null;
  }

  boolean isWritable() {
    return Files.isWritable(root);
  }

  /** Fails before any work where nothing can be written. */
  void requireWritable() throws IOException {
    if (Files.exists(root) && !Files.isWritable(root)) {
      throw new IOException("store " + shown() + " is read-only");
    }
  }

  /** Makes the directories that are missing. */
  void create() throws IOException {
    requireWritable();
    Path parent = root.toAbsolutePath().getParent();
    if (parent != null && !Files.exists(parent)) {
      Files.createDirectories(parent);
    }
    boolean changed = makeDirectory(root);
    changed |= makeDirectory(own());
    changed |= makeDirectory(blobs());
    if (changed) {
      options.durability().forceDirectory(root);
      if (parent != null) {
        options.durability().forceDirectory(parent);
      }
    }
    makeDirectory(temporary());
    makeBlobDirectory(DigestAlgorithm.SHA256);
    checkTrust();
  }

  void makeBlobDirectory(DigestAlgorithm algorithm) throws IOException {
    if (makeDirectory(blobs(algorithm))) {
      options.durability().forceDirectory(blobs());
    }
  }

  /** Makes a directory with its mode; false when it is there already. */
  boolean makeDirectory(Path directory) throws IOException {
    if (Files.exists(directory)) {
      return false;
    }
    try {
      Files.createDirectory(directory, Modes.ownerOnly(directory));
    } catch (FileAlreadyExistsException raced) {
      return false;
    }
    Modes.set(directory, options.sharing() == Sharing.SHARED ? 02770 : 0700);
    return true;
  }
}
