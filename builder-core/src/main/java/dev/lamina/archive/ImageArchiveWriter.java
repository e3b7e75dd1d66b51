package dev.lamina.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes images as one tar that is both an archive of {@code docker save} and an OCI image layout,
 * so that Docker, podman, skopeo and everything that reads layouts take it. Each blob is in it
 * once. The bytes depend on the images, their names and their order alone, and stream to the
 * output.
 */
public final class ImageArchiveWriter {
  private static final byte[] LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(US_ASCII);

  private ImageArchiveWriter() {}

  /**
   * Writes an archive. The output stays open. Where a blob turns out to be damaged, an exception
   * ends the output before the archive's end, so that no reader takes it for whole.
   *
   * @param images what to write, an image with several names once for each; a name without a tag
   *     cannot stand in an archive, and its image is written without a name
   * @param host which image of an index is the one that {@code manifest.json} names; where there is
   *     none for it, the first
   * @throws NotFoundException when something is not in the source, nondistributable layers
   *     excepted; nothing is written then
   * @throws dev.lamina.digest.ContentMismatchException when a blob is not what its descriptor says
   */
  public static void write(
      ImageSource source, List<NamedImage> images, Platform host, OutputStream out)
      throws IOException {
    ArchivePlan plan = ArchivePlan.of(source, images, host);
    List<Descriptor> blobs = new ArrayList<>();
    for (Descriptor blob : plan.blobs()) {
      if (source.has(blob)) {
        blobs.add(blob);
      } else if (!MediaType.isForeignLayer(blob.mediaType())) {
        throw new NotFoundException(
            "blob " + blob.digest() + " is not here, so it cannot be saved");
      }
    }
    // not closed: the output is the caller's
    @SuppressWarnings("resource")
    TarWriter tar = new TarWriter(out);
    addDocument(tar, MemberNames.LAYOUT, LAYOUT);
    addDocument(tar, MemberNames.INDEX, plan.index());
    addDocument(tar, MemberNames.DOCKER_MANIFEST, plan.dockerManifest());
    for (String directory : plan.directories()) {
      tar.add(
          TarHeader.builder(TarType.DIRECTORY, directory.getBytes(US_ASCII)).mode(0755).build());
    }
    for (Descriptor blob : blobs) {
      try (InputStream in = source.open(blob)) {
        tar.add(file(MemberNames.ofBlob(blob.digest()), blob.size()), in);
      }
    }
    tar.finish();
  }

  private static void addDocument(TarWriter tar, String name, byte[] bytes) throws IOException {
    tar.add(file(name, bytes.length), new ByteArrayInputStream(bytes));
  }

  private static TarHeader file(String name, long size) {
    return TarHeader.builder(TarType.FILE, name.getBytes(US_ASCII)).mode(0644).size(size).build();
  }
}
