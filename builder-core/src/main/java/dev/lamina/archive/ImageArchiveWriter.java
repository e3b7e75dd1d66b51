package dev.lamina.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.MediaType;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes images as one tar: both an archive of {@code docker save} and an OCI image layout, so that
 * Docker, podman, skopeo and everything that reads layouts take it, or one of the two alone. Each
 * blob is in it once. The bytes depend on the images, their names and their order alone, and stream
 * to the output.
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
   * @throws NotFoundException when something is not in the source, nondistributable layers
   *     excepted; nothing is written then
   * @throws dev.lamina.io.RefusedInputException when a docker archive is to hold what is no image
   * @throws dev.lamina.digest.ContentMismatchException when a blob is not what its descriptor says
   */
  public static void write(
      ImageSource source, List<NamedImage> images, ArchiveOptions options, OutputStream out)
      throws IOException {
    ArchivePlan plan = ArchivePlan.of(source, images, options);
    Map<String, Descriptor> blobs = present(source, plan);
    // not closed: the output is the caller's
    @SuppressWarnings("resource")
    TarWriter tar = new TarWriter(out);
    if (options.format() != ArchiveFormat.DOCKER) {
      addDocument(tar, MemberNames.LAYOUT, LAYOUT);
      addDocument(tar, MemberNames.INDEX, plan.index());
    }
    if (options.format() != ArchiveFormat.OCI && options.without().isEmpty()) {
      addDocument(tar, MemberNames.DOCKER_MANIFEST, plan.dockerManifest());
    }
    for (String directory : plan.directories()) {
      tar.add(
          TarHeader.builder(TarType.DIRECTORY, directory.getBytes(US_ASCII)).mode(0755).build());
    }
    for (Map.Entry<String, Descriptor> blob : blobs.entrySet()) {
      try (InputStream in = open(source, plan, blob.getValue())) {
        tar.add(file(blob.getKey(), blob.getValue().size()), in);
      }
    }
    tar.finish();
  }

  /** Those members that can be had. */
  private static Map<String, Descriptor> present(ImageSource source, ArchivePlan plan)
      throws IOException {
    Map<String, Descriptor> present = new LinkedHashMap<>();
    for (Map.Entry<String, Descriptor> member : plan.members().entrySet()) {
      Descriptor blob = member.getValue();
      if (plan.document(blob) != null || source.has(blob)) {
        present.put(member.getKey(), blob);
      } else if (!MediaType.isForeignLayer(blob.mediaType())) {
        throw new NotFoundException(
            "blob " + blob.digest() + " is not here, so it cannot be saved");
      }
    }
    return present;
  }

  private static InputStream open(ImageSource source, ArchivePlan plan, Descriptor blob)
      throws IOException {
    Document<?> document = plan.document(blob);
    return document == null ? source.open(blob) : document.open();
  }

  private static void addDocument(TarWriter tar, String name, byte[] bytes) throws IOException {
    tar.add(file(name, bytes.length), new ByteArrayInputStream(bytes));
  }

  private static TarHeader file(String name, long size) {
    return TarHeader.builder(TarType.FILE, name.getBytes(US_ASCII)).mode(0644).size(size).build();
  }
}
