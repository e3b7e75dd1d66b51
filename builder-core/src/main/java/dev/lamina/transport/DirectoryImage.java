package dev.lamina.transport;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The image of a directory of skopeo's {@code dir:} transport. */
final class DirectoryImage implements ImageSource {
  static final String MANIFEST = "manifest.json";
  static final String VERSION_FILE = "version";
  static final String VERSION = "Directory Transport Version: ";

  private final Path directory;
  private final Document<? extends Manifest> root;

  private DirectoryImage(Path directory, Document<? extends Manifest> root) {
    this.directory = directory;
    this.root = root;
  }

  /**
   * @throws NotFoundException when nothing is there
   * @throws RefusedInputException when it is something else
   */
  static DirectoryImage open(Path directory) throws IOException {
    Path manifest = directory.resolve(MANIFEST);
    FileStatus status = Fs.status(manifest);
    if (status == null) {
      throw new NotFoundException("there is no image at dir:" + Escaped.text(directory.toString()));
    }
    byte[] bytes;
    try (InputStream in = regular(manifest)) {
      bytes = in.readNBytes(Document.MAX_SIZE + 1);
    }
    if (bytes.length > Document.MAX_SIZE) {
      throw new RefusedInputException(
          Escaped.text(manifest.toString()) + " has more than " + Document.MAX_SIZE + " bytes");
    }
    String type = Manifest.mediaTypeOf(bytes, Escaped.text(manifest.toString()));
    Descriptor descriptor = Descriptor.of(type, Digest.sha256(bytes), bytes.length);
    return new DirectoryImage(directory, Manifest.document(descriptor, bytes));
  }

  private static InputStream regular(Path file) throws IOException {
    FileStatus status = Fs.status(file);
    if (status == null) {
      throw new NotFoundException("there is no " + Escaped.text(file.toString()));
    }
    if (!status.isFile()) {
      throw new ContentMismatchException(Escaped.text(file.toString()) + " is not a file");
    }
    return Fs.open(file);
  }

  Descriptor root() {
    return root.descriptor();
  }

  @Override
  public List<NamedImage> images() {
    return List.of(new NamedImage(null, root()));
  }

  @Override
  public Descriptor resolve(Reference name) throws IOException {
    throw new NotFoundException("an image of dir: has no name, nor " + name.familiar());
  }

  @Override
  public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    if (descriptor.sameContent(root())) {
      return Manifest.document(descriptor, root.bytes());
    }
    try (InputStream in = regular(manifestFile(descriptor))) {
      return Manifest.document(descriptor, Document.readBytes(descriptor, in));
    }
  }

  private Path manifestFile(Descriptor descriptor) throws IOException {
    Path named = directory.resolve(descriptor.digest().hex() + "." + MANIFEST);
    return Fs.status(named) == null ? directory.resolve(descriptor.digest().hex()) : named;
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    if (blob.sameContent(root())) {
      return root.open();
    }
    return new VerifyingInputStream(
        regular(manifestFile(blob)), blob.digest(), blob.size(), "blob " + blob.digest());
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    FileStatus status = Fs.status(manifestFile(blob));
    return blob.sameContent(root())
        || (status != null && status.isFile() && status.size() == blob.size());
  }
}
