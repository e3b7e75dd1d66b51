package dev.lamina;

import dev.lamina.build.BuildRequest;
import dev.lamina.edit.IndexEdit;
import dev.lamina.image.Image;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImageSource;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Indexes of a store: images of several platforms under one name. Got from {@link
 * ImageEdits#indexes}. Nothing of them needs to be at a registry.
 */
public final class IndexEdits {
  private final ImageStore store;
  private final OpenImage.Opener opener;

  IndexEdits(ImageStore store, OpenImage.Opener opener) {
    this.store = store;
    this.opener = opener;
  }

  /**
   * An image that is to be listed.
   *
   * @param image found as in {@link Images}; one that is an index is listed with all its images
   * @param platform what it runs on; null: what its config says
   */
  public record Listed(String image, @Nullable Platform platform) {}

  /**
   * What an index has become.
   *
   * @param replaced images that are no longer listed, for others of the same platform
   */
  public record Changed(EditResult result, List<Descriptor> replaced) {
    public Changed {
      replaced = List.copyOf(replaced);
    }
  }

  /**
   * One entry of an index.
   *
   * @param size of config and layers, in bytes as stored; null for what is no image
   */
  public record Entry(Descriptor descriptor, @Nullable Long size) {}

  /**
   * An index and what it lists.
   *
   * @param index the document, with its bytes
   */
  public record Details(Document<ImageIndex> index, List<Entry> entries) {
    public Details {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Makes an index. It is Docker's manifest list when all images are of Docker's format, else
   * OCI's.
   *
   * @param annotations of the index
   */
  public Changed create(Reference name, List<Listed> images, Map<String, String> annotations)
      throws IOException {
    try (StoreSession session = store.session("index create")) {
      ImageIndex empty = ImageIndex.of(MediaType.OCI_INDEX, List.of()).withAnnotations(annotations);
      IndexEdit edit = new IndexEdit(session, empty);
      add(session, edit, images);
      return publish(session, name, inFormat(edit.index()), edit);
    }
  }

  private static ImageIndex inFormat(ImageIndex index) {
    boolean dockers =
        !index.manifests().isEmpty()
            && index.annotations().isEmpty()
            && index.manifests().stream()
                .allMatch(entry -> entry.mediaType().equals(MediaType.DOCKER_MANIFEST));
    return dockers ? ImageIndex.of(MediaType.DOCKER_LIST, index.manifests()) : index;
  }

  /**
   * Lists more images in an index. One takes the place of another for the same platform.
   *
   * @throws RefusedInputException when the name stands for one image
   */
  public Changed add(Reference name, List<Listed> images) throws IOException {
    try (StoreSession session = store.session("index add")) {
      IndexEdit edit = new IndexEdit(session, document(session, session.resolve(name)).value());
      add(session, edit, images);
      return publish(session, name, edit.index(), edit);
    }
  }

  /**
   * Takes images off an index; they stay in the store as long as something else leads to them.
   *
   * @param which platforms, or digests of manifests
   * @throws dev.lamina.io.NotFoundException when one of them is not listed; nothing is then changed
   */
  public Changed remove(Reference name, List<String> which) throws IOException {
    try (StoreSession session = store.session("index rm")) {
      IndexEdit edit = new IndexEdit(session, document(session, session.resolve(name)).value());
      for (String one : which) {
        edit.remove(one);
      }
      return publish(session, name, edit.index(), edit);
    }
  }

  private void add(StoreSession session, IndexEdit edit, List<Listed> images) throws IOException {
    for (Listed listed : images) {
      try (OpenImage open = opener.open(listed.image(), "index")) {
        if (open.source() != open.session()) {
          ImageCopier.copy(open.source(), open.root(), session);
        }
        edit.add(open.root(), listed.platform());
      }
    }
  }

  private static Changed publish(
      StoreSession session, Reference name, ImageIndex index, IndexEdit edit) throws IOException {
    Document<ImageIndex> document = index.toDocument();
    session.put(document);
    return new Changed(
        Published.of(session, document.descriptor(), List.of(name)), edit.replaced());
  }

  /**
   * What an index lists.
   *
   * @param image found as in {@link Images}
   * @throws RefusedInputException when it is one image
   */
  public Details inspect(String image) throws IOException {
    try (OpenImage open = opener.open(image, "index inspect")) {
      Document<ImageIndex> index = document(open.source(), open.root());
      List<Entry> entries = new ArrayList<>();
      for (Descriptor entry : index.value().manifests()) {
        entries.add(new Entry(entry, size(open.source(), entry)));
      }
      return new Details(index, entries);
    }
  }

  private static @Nullable Long size(ImageSource images, Descriptor entry) throws IOException {
    try {
      Image image = Images.read(images, entry.bare(), BuildRequest.DEFAULT_PLATFORM);
      return image.config().descriptor().size()
          + image.manifest().layers().stream().mapToLong(Descriptor::size).sum();
    } catch (RefusedInputException | NotFoundException e) {
      // an attestation, or not here
      return null;
    }
  }

  private static Document<ImageIndex> document(ImageSource images, Descriptor root)
      throws IOException {
    if (!MediaType.isIndex(root.mediaType())) {
      throw new RefusedInputException(
          root.digest() + " is one image, not an index; `index create` makes one");
    }
    try (InputStream in = images.open(root)) {
      return ImageIndex.document(root.bare(), Document.readBytes(root, in));
    }
  }
}
