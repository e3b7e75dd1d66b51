package dev.lamina.archive;

import dev.lamina.compression.Decompressor;
import dev.lamina.content.BlobSink;
import dev.lamina.content.BlobSource;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.EntryPath;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.Manifest;
import dev.lamina.progress.ProgressEvent.Warning;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * The images of an archive: of {@code docker save} since Docker 1.10, of an OCI layout in a tar, or
 * of both in one; compressed or not. The stream is read once, so it may be a pipe. Every file goes
 * into the sink as a blob while it is read; then everything that the archive says of its images is
 * checked against the bytes. An object of this class exists only if all of it holds, and nothing
 * has been named until then.
 *
 * <p>Where the archive is both, the OCI layout counts. An image of a plain {@code docker save}
 * archive gets a manifest made from its config and its layers, which stay byte for byte as they
 * are, compressed or not.
 */
public final class ImageArchiveReader implements ImageSource {
  /** Most members, and most bytes, decompressed, of an archive. */
  static final TarLimits LIMITS = TarLimits.ARCHIVE.withMaxEntries(100_000).withMaxBytes(1L << 40);

  private static final Set<String> DOCUMENTS =
      Set.of(MemberNames.LAYOUT, MemberNames.INDEX, MemberNames.DOCKER_MANIFEST);

  /** Written for Docker before 1.10 beside what counts. */
  private static final Set<String> LEGACY = Set.of("json", "VERSION", "repositories");

  private final ImageCheck check;
  private final ArchiveImages images;

  private ImageArchiveReader(ImageCheck check, ArchiveImages images) {
    this.check = check;
    this.images = images;
  }

  /**
   * Reads and checks a whole archive. The stream stays open; it is read to its end.
   *
   * @param spool where the files go, and from where they are read again; blobs that are not used
   *     after a failure are its garbage
   * @param held blobs that the archive may leave out; what is not in it either is missing
   * @throws RefusedInputException when this is not an image archive, is over a limit, or
   *     contradicts itself
   * @throws dev.lamina.digest.ContentMismatchException when bytes are not what their digest, size
   *     or diffID says, or are missing
   */
  public static <S extends BlobSource & BlobSink> ImageArchiveReader read(
      InputStream in, S spool, BlobSource held, ProgressListener watcher) throws IOException {
    return read(in, spool, held, watcher, LIMITS);
  }

  static <S extends BlobSource & BlobSink> ImageArchiveReader read(
      InputStream in, S spool, BlobSource held, ProgressListener watcher, TarLimits limits)
      throws IOException {
    MemberTable members = new MemberTable();
    spoolAll(in, members, spool, watcher, limits);
    ImageCheck check = new ImageCheck(members, spool, held);
    ArchiveImages images = images(members, check, watcher);
    if (images.images().isEmpty()) {
      throw new RefusedInputException("the archive holds no image");
    }
    return new ImageArchiveReader(check, images);
  }

  private static void spoolAll(
      InputStream in,
      MemberTable members,
      BlobSink sink,
      ProgressListener watcher,
      TarLimits limits)
      throws IOException {
    MemberSpool spool = new MemberSpool(sink, Unpacking.OF_LAYERS);
    // not closed: the stream below is the caller's
    TarReader tar =
        new TarReader(Decompressor.open(in), limits, text -> watcher.on(new Warning(text)));
    for (TarHeader header = tar.next(); header != null; header = tar.next()) {
      EntryPath name = MemberNames.read(header.name(), "member");
      switch (header.type()) {
        case FILE -> addFile(members, spool, name, header, tar.content());
        case HARD_LINK, SYMLINK -> members.addLink(name, header);
        default -> {} // a directory says nothing, and nothing may refer to a device
      }
    }
    tar.drain();
  }

  private static void addFile(
      MemberTable members, MemberSpool spool, EntryPath name, TarHeader header, InputStream content)
      throws IOException {
    if (name.depth() == 1 && DOCUMENTS.contains(name.decoded())) {
      if (header.size() > Document.MAX_SIZE) {
        throw new RefusedInputException(
            "member "
                + name
                + " of the archive has "
                + header.size()
                + " bytes, more than the limit of "
                + Document.MAX_SIZE);
      }
      members.addDocument(name, content.readNBytes((int) header.size()));
    } else if (LEGACY.contains(name.name().decoded()) && name.depth() <= 2) {
      members.addLegacy();
    } else {
      members.addFile(name, spool.spool(name, header.size(), content));
    }
  }

  private static ArchiveImages images(
      MemberTable members, ImageCheck check, ProgressListener watcher) throws IOException {
    byte[] layout = members.document(MemberNames.LAYOUT);
    byte[] index = members.document(MemberNames.INDEX);
    byte[] docker = members.document(MemberNames.DOCKER_MANIFEST);
    if (layout != null && index != null) {
      LayoutIndex.checkVersion(layout);
      LayoutIndex reader = new LayoutIndex(check, watcher);
      ArchiveImages images = reader.read(index);
      if (docker != null
          && !DockerManifest.parse(docker).agreesWith(members, reader.configs(), reader.names())) {
        watcher.on(
            new Warning("manifest.json and index.json of the archive differ; index.json counts"));
      }
      return images;
    }
    if (docker != null) {
      return DockerManifest.parse(docker).read(members, check);
    }
    throw notAnImageArchive(members);
  }

  private static RefusedInputException notAnImageArchive(MemberTable members) {
    if (members.isLegacy()) {
      return new RefusedInputException(
          "the archive was made by Docker before 1.10: it has no manifest.json; load it into a"
              + " current Docker and save it again");
    }
    if (members.isEmpty()) {
      return new RefusedInputException("not an image archive: it is empty");
    }
    return new RefusedInputException(
        "not an image archive: it has neither manifest.json nor oci-layout and index.json");
  }

  @Override
  public List<NamedImage> images() {
    return images.images();
  }

  /**
   * The roots as the archive's own table of contents names them, in its order: each with {@code
   * org.opencontainers.image.ref.name} or {@code io.containerd.image.name} when it has a name, and
   * once for every name.
   */
  public List<Descriptor> entries() {
    return images.entries();
  }

  @Override
  public Descriptor resolve(Reference name) throws IOException {
    for (NamedImage image : images()) {
      if (name.equals(image.name())) {
        return image.root();
      }
    }
    throw new NotFoundException("the archive has no image " + name);
  }

  @Override
  public Document<? extends Manifest> manifest(Descriptor descriptor) throws IOException {
    Document<? extends Manifest> generated = images.generated(descriptor);
    if (generated != null) {
      return generated;
    }
    requireHere(descriptor);
    return check.manifest(descriptor);
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    Document<? extends Manifest> generated = images.generated(blob);
    if (generated != null) {
      return generated.open();
    }
    requireHere(blob);
    return check.open(blob);
  }

  @Override
  public boolean has(Descriptor blob) throws IOException {
    return images.generated(blob) != null || check.has(blob);
  }

  private void requireHere(Descriptor blob) throws IOException {
    if (!check.has(blob)) {
      throw new NotFoundException("the archive has no blob " + blob.digest());
    }
  }
}
