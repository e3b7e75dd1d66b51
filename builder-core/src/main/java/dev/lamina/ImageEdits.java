package dev.lamina;

import dev.lamina.compression.Compression;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.edit.AnnotationEdit;
import dev.lamina.edit.BaseFinder;
import dev.lamina.edit.ConfigChanges;
import dev.lamina.edit.ImageEdit;
import dev.lamina.edit.LayerMerge;
import dev.lamina.edit.LayerMerge.Lowest;
import dev.lamina.edit.Rebase;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes images of images, without a Dockerfile. Got from {@link Images#edits}. The result is one
 * more image of the store; the image that an edit began with stays. Layers that are not concerned
 * keep their bytes, documents their format and the members that are not known here, and of an index
 * every image is edited.
 *
 * <p>Failures are those of {@link Images}; {@link dev.lamina.io.RefusedInputException} also when an
 * image is not such that it can be edited so.
 */
public final class ImageEdits {
  private static final String SCRATCH = "scratch";

  private final ImageStore store;
  private final ImagesOptions options;
  private final OpenImage.Opener opener;

  /**
   * @param opener finds what is read
   */
  ImageEdits(ImageStore store, ImagesOptions options, OpenImage.Opener opener) {
    this.store = store;
    this.options = options;
    this.opener = opener;
  }

  /** Whether an edit of a configuration shows in the history. */
  public enum Recording {
    /** The history stays as it is. */
    NONE,
    /** One entry for all that was changed, without a layer. */
    ENTRY
  }

  /**
   * Changes configuration and annotations. Where nothing changes, the result is the same image.
   *
   * @throws DockerfileException when the changes hold instructions whose words are wrong
   */
  public EditResult config(EditRequest request, ConfigEdit edit, Recording recording)
      throws IOException, DockerfileException {
    try (EditedImage open = EditedImage.open(opener, request, "config")) {
      ConfigChanges changes = edit.changes();
      return open.edit(
          recording == Recording.ENTRY ? changes.recorded(request.date()) : changes,
          edit.annotations());
    }
  }

  /**
   * Puts layers on top. The image {@code scratch} is the empty one for the platform of the request,
   * as a build begins with it.
   *
   * @throws NotFoundException when there is no such image or file
   */
  public EditResult append(EditRequest request, AppendedFiles files) throws IOException {
    boolean isScratch = request.image().equals(SCRATCH);
    OpenImage.Opener from =
        isScratch
            ? (image, operation) -> EmptyImage.open(store.session(operation), request)
            : opener;
    try (EditedImage open = EditedImage.open(from, request, "append")) {
      return unchecked(open, new Appending(open.session(), options, files).edit(request.date()));
    }
  }

  /** Makes one layer of some or all; the files are the same. */
  public EditResult squash(EditRequest request, SquashedLayers layers, Compression compression)
      throws IOException {
    try (EditedImage open = EditedImage.open(opener, request, "squash");
        OpenBase base = base(layers)) {
      Lowest kept = Lowest.NONE;
      if (base != null) {
        kept = Lowest.of(base);
      } else if (layers instanceof SquashedLayers.Last last) {
        kept = Lowest.allBut(last.count());
      } else if (layers instanceof SquashedLayers.From from) {
        kept = Lowest.below(from.layer());
      }
      return unchecked(
          open,
          new LayerMerge(
              Appending.maker(open.session(), options), kept, compression, request.date()));
    }
  }

  private @Nullable OpenBase base(SquashedLayers layers) throws IOException {
    return layers instanceof SquashedLayers.Above above
        ? new OpenBase(opener.open(above.base(), "squash"))
        : null;
  }

  /**
   * Puts an image on another base: the layers that it has added to its old base lie on the new one,
   * and in the configuration what it has not changed is the new base's. Annotations name the new
   * base.
   *
   * @param oldBase found as in {@link Images}; null: what the annotation {@code
   *     org.opencontainers.image.base.digest} says
   * @param newBase found as in {@link Images}; null: what the annotation {@code
   *     org.opencontainers.image.base.name} says
   * @throws NotFoundException when a base is not there, or neither given nor annotated
   */
  public EditResult rebase(EditRequest request, @Nullable String oldBase, @Nullable String newBase)
      throws IOException {
    try (EditedImage open = EditedImage.open(opener, request, "rebase")) {
      AnnotatedBase annotated = new AnnotatedBase(open.session());
      String target = newBase == null ? annotated.name(open.any()) : newBase;
      try (OpenBase below = oldBase == null ? null : new OpenBase(opener.open(oldBase, "rebase"));
          OpenBase above = new OpenBase(opener.open(target, "rebase"))) {
        BaseFinder old = below == null ? annotated : below;
        return unchecked(open, new Rebase(old, above.stored(open.session()), above.name(target)));
      }
    }
  }

  /** An edit that holds no instructions. */
  private static EditResult unchecked(EditedImage open, ImageEdit edit) throws IOException {
    try {
      return open.edit(edit, AnnotationEdit.NONE);
    } catch (DockerfileException e) {
      throw new IllegalStateException("no instruction was given", e);
    }
  }

  /** Indexes: several images under one name. */
  public IndexEdits indexes() {
    return new IndexEdits(store, opener);
  }

  /**
   * Takes a name away. The image stays, without a name if this was the last.
   *
   * @return the image that had it
   * @throws NotFoundException when there is no such name
   */
  public Descriptor untag(Reference name) throws IOException {
    try (StoreSession session = store.session("untag")) {
      return session.untag(name);
    }
  }
}
