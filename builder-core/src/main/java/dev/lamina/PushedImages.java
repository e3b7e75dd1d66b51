package dev.lamina;

import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobSource;
import dev.lamina.content.BlobWriter;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.image.ImageSink;
import dev.lamina.image.NamedImage;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The images of a build whose names are not those of the store. */
final class PushedImages implements ImageSink, BlobSink {
  private final BuildImages images;
  private final EarlyUploads uploads;
  private final Publication publication;

  /** Makes images known under their names. */
  @FunctionalInterface
  interface Publication {
    void publish(List<NamedImage> images) throws IOException;
  }

  PushedImages(BuildImages images, EarlyUploads uploads, Publication publication) {
    this.images = images;
    this.uploads = uploads;
    this.publication = publication;
  }

  @Override
  public List<NamedImage> publish(List<NamedImage> named) throws IOException {
    uploads.finish();
    publication.publish(named);
    return List.of();
  }

  @Override
  public void announce(Descriptor blob) {
    uploads.begin(blob);
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return images.has(blob);
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    return images.newBlob(algorithm);
  }

  @Override
  public void copy(Descriptor blob, BlobSource source) throws IOException {
    images.copy(blob, source);
  }

  @Override
  public void put(Descriptor blob, InputStream in) throws IOException {
    images.put(blob, in);
  }

  @Override
  public void put(Document<?> document) throws IOException {
    images.put(document);
  }
}
