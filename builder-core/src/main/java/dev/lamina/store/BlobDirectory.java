package dev.lamina.store;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.io.EntryPath;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blobs that are there, for reading. */
final class BlobDirectory implements BlobSource {
  private final LayoutDirectory layout;

  BlobDirectory(LayoutDirectory layout) {
    this.layout = layout;
  }

  /** The size of a blob's file; -1 when there is none, or something that is not a file. */
  long size(Digest digest) throws IOException {
    FileStatus status = Fs.status(layout.blob(digest));
    return status == null || !status.isFile() ? -1 : status.size();
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return size(blob.digest()) == blob.size();
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    FileStatus status = Fs.status(layout.blob(blob.digest()));
    if (status == null) {
      throw new NotFoundException("blob " + blob.digest() + " is not in store " + layout.shown());
    }
    if (!status.isFile()) {
      throw new ContentMismatchException(
          "missing blob " + blob.digest() + ": not a file in store " + layout.shown());
    }
    if (status.size() != blob.size()) {
      throw new ContentMismatchException(
          "blob "
              + blob.digest()
              + " has "
              + status.size()
              + " bytes, expected "
              + blob.size()
              + ", in store "
              + layout.shown());
    }
    return new VerifyingInputStream(
        Fs.open(layout.blob(blob.digest())),
        blob.digest(),
        blob.size(),
        "blob in store " + layout.shown());
  }

  Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    try (InputStream in = open(descriptor)) {
      return Manifest.document(descriptor, Document.readBytes(descriptor, in));
    }
  }

  /** The names of all blobs; files whose names are no digests belong to others and are left out. */
  List<Digest> digests() throws IOException {
    List<Digest> digests = new ArrayList<>();
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      if (Fs.status(layout.blobs(algorithm)) != null) {
        for (EntryPath name : Fs.names(layout.blobs(algorithm))) {
          Digest digest = digest(algorithm, name);
          if (digest != null) {
            digests.add(digest);
          }
        }
      }
    }
    return digests;
  }

  private static @Nullable Digest digest(DigestAlgorithm algorithm, EntryPath name) {
    try {
      return new Digest(algorithm, name.decoded());
    } catch (IllegalArgumentException foreign) {
      return null;
    }
  }
}
