package dev.lamina.image;

import dev.lamina.content.Blob;
import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.reference.Reference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store in memory that behaves like one, and keeps a journal of what was done to it. */
public final class MemoryImages implements ImageSource, ImageSink, BlobSink {
  private final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
  private final List<NamedImage> images = new ArrayList<>();
  private final List<String> journal = new ArrayList<>();

  /** What was put, named and opened, in order: "blob sha256:…", "name hello:latest sha256:…". */
  public List<String> journal() {
    return journal;
  }

  /** How many blobs there are, documents included. */
  public int blobCount() {
    return blobs.size();
  }

  /** Every blob, documents included, as bytes of no particular kind. */
  public List<Descriptor> descriptors() {
    return blobs.entrySet().stream()
        .map(
            blob ->
                Descriptor.of("application/octet-stream", blob.getKey(), blob.getValue().length))
        .toList();
  }

  /** Changes one byte of a blob, its size unchanged. */
  public void damage(Digest digest) {
    byte[] bytes = required(digest).clone();
    bytes[bytes.length - 1] ^= 1;
    blobs.put(digest, bytes);
  }

  /** Takes a blob away. */
  public void remove(Digest digest) {
    blobs.remove(digest);
  }

  private byte[] required(Digest digest) {
    byte[] bytes = blobs.get(digest);
    if (bytes == null) {
      throw new IllegalStateException("no blob " + digest);
    }
    return bytes;
  }

  @Override
  public List<NamedImage> images() {
    return List.copyOf(images);
  }

  @Override
  public Descriptor resolve(Reference name) throws IOException {
    for (NamedImage image : images) {
      if (name.equals(image.name())) {
        return image.root();
      }
    }
    throw new NotFoundException("no image " + name);
  }

  @Override
  public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    try (InputStream in = open(descriptor)) {
      return Manifest.document(descriptor, Document.readBytes(descriptor, in));
    }
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    byte[] bytes = blobs.get(blob.digest());
    if (bytes == null) {
      throw new NotFoundException("no blob " + blob.digest());
    }
    journal.add("open " + blob.digest());
    return new VerifyingInputStream(
        new ByteArrayInputStream(bytes), blob.digest(), blob.size(), "blob " + blob.digest());
  }

  @Override
  public boolean has(Descriptor blob) {
    byte[] bytes = blobs.get(blob.digest());
    return bytes != null && bytes.length == blob.size();
  }

  @Override
  public void put(Document<?> document) {
    blobs.put(document.descriptor().digest(), document.bytes());
    journal.add("document " + document.descriptor().digest());
  }

  @Override
  public List<NamedImage> publish(List<NamedImage> added) {
    List<NamedImage> before = new ArrayList<>();
    for (NamedImage image : added) {
      Reference name = image.name();
      images.stream().filter(old -> name != null && name.equals(old.name())).forEach(before::add);
      images.removeAll(before);
      images.add(image);
      journal.add(
          "name " + (name == null ? "<none>" : name.familiar()) + " " + image.root().digest());
    }
    return before;
  }

  @Override
  public void announce(Descriptor blob) {
    journal.add("announce " + blob.digest());
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) {
    return new MemoryWriter(algorithm);
  }

  private final class MemoryWriter extends BlobWriter {
    private final DigestAlgorithm algorithm;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean done;

    MemoryWriter(DigestAlgorithm algorithm) {
      this.algorithm = algorithm;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public void write(byte[] more, int offset, int length) {
      bytes.write(more, offset, length);
    }

    @Override
    public Blob commit() {
      if (done) {
        throw new IllegalStateException("committed twice");
      }
      done = true;
      MessageDigest hash = algorithm.newMessageDigest();
      hash.update(bytes.toByteArray());
      Digest digest = Digest.of(algorithm, hash);
      blobs.put(digest, bytes.toByteArray());
      journal.add("blob " + digest);
      return new Blob(digest, bytes.size());
    }

    @Override
    public void close() {
      done = true;
    }
  }
}
