package dev.lamina.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.image.ImageSink;
import dev.lamina.image.NamedImage;
import dev.lamina.io.AtomicFile;
import dev.lamina.io.Durability;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.Fs;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes one image into a directory as skopeo's {@code dir:} has it: {@code manifest.json} for the
 * root, {@code HEX.manifest.json} for the images of an index, {@code HEX} for each blob. What an
 * earlier image left there goes once the new one is whole.
 */
final class DirectoryTarget implements ImageSink {
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r--r--");
  private static final String TEMPORARY = ".lamina-";

  private final Path directory;
  private final Descriptor root;
  private final Durability durability;
  private final Set<String> written = new HashSet<>();

  private DirectoryTarget(Path directory, Descriptor root, Durability durability) {
    this.directory = directory;
    this.root = root;
    this.durability = durability;
  }

  /**
   * @param root the image that will be published; known beforehand because its file is named
   *     otherwise
   * @throws RefusedInputException when something else is in the directory
   */
  static DirectoryTarget open(Path directory, Descriptor root, Durability durability)
      throws IOException {
    Files.createDirectories(directory);
    boolean ours = Fs.status(directory.resolve(DirectoryImage.VERSION_FILE)) != null;
    if (!ours && !Fs.names(directory).isEmpty()) {
      throw new RefusedInputException(
          "dir:"
              + Escaped.text(directory.toString())
              + " has other files in it: name a new directory, or an empty one");
    }
    DirectoryTarget target = new DirectoryTarget(directory, root, durability);
    target.write(
        DirectoryImage.VERSION_FILE,
        new ByteArrayInputStream((DirectoryImage.VERSION + "1.1\n").getBytes(US_ASCII)));
    return target;
  }

  @Override
  public void copy(Descriptor blob, BlobSource source) throws IOException {
    try (InputStream in = source.open(blob)) {
      // not closed: the stream below is closed here
      @SuppressWarnings("resource")
      InputStream verified =
          VerifyingInputStream.of(in, blob.digest(), blob.size(), "blob " + blob.digest());
      write(blob.digest().hex(), verified);
    }
  }

  @Override
  public void put(Document<?> document) throws IOException {
    if (!document.descriptor().sameContent(root)) {
      write(document.descriptor().digest().hex() + "." + DirectoryImage.MANIFEST, document.open());
    }
  }

  /** Publishes the root; its names cannot be kept. */
  List<NamedImage> publish(Document<?> document) throws IOException {
    write(DirectoryImage.MANIFEST, document.open());
    durability.forceDirectory(directory);
    for (EntryPath name : Fs.names(directory)) {
      String text = name.decoded();
      if (text.matches("[0-9a-f]{64,128}(\\.manifest\\.json)?") && !written.contains(text)) {
        Files.delete(Fs.child(directory, name));
      }
    }
    return List.of();
  }

  @Override
  public List<NamedImage> publish(List<NamedImage> images) {
    throw new IllegalStateException("a directory holds one image");
  }

  private synchronized void note(String name) {
    written.add(name);
  }

  private void write(String name, InputStream in) throws IOException {
    Path temporary = directory.resolve(TEMPORARY + ProcessHandle.current().pid() + "-" + name);
    Files.deleteIfExists(temporary);
    try (AtomicFile file = AtomicFile.create(temporary, durability)) {
      in.transferTo(file);
      file.publish(directory.resolve(name), MODE);
    }
    note(name);
  }
}
