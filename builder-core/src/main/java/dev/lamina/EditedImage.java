package dev.lamina;

import dev.lamina.build.BuildRequest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.edit.AnnotationEdit;
import dev.lamina.edit.ImageEdit;
import dev.lamina.edit.RootEditor;
import dev.lamina.image.Image;
import dev.lamina.image.ImageCopier;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import dev.lamina.store.StoreSession;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * An image that is being edited: found, all of it brought into the store, and in the end what
 * became of it published.
 */
final class EditedImage implements Closeable {
  private final OpenImage open;
  private final EditRequest request;
  private final Descriptor root;

  private EditedImage(OpenImage open, EditRequest request, Descriptor root) {
    this.open = open;
    this.request = request;
    this.root = root;
  }

  static EditedImage open(OpenImage.Opener opener, EditRequest request, String operation)
      throws IOException {
    OpenImage open = opener.open(request.image(), operation);
    try {
      open.session().requireWritable();
      Descriptor root =
          request.platform() == null ? open.root() : open.image(request.platform()).descriptor();
      if (open.source() != open.session()) {
        ImageCopier.copy(open.source(), root, open.session());
      }
      return new EditedImage(open, request, root);
    } catch (IOException e) {
      open.close();
      throw e;
    }
  }

  StoreSession session() {
    return open.session();
  }

  /** One of the images, the only one as a rule. */
  Image any() throws IOException {
    return Images.read(session(), root, BuildRequest.DEFAULT_PLATFORM);
  }

  EditResult edit(ImageEdit edit, AnnotationEdit annotations)
      throws IOException, DockerfileException {
    ImageEdit dated =
        edit.then(
            image ->
                request.date().given()
                    ? image.withConfig(image.config().withCreated(request.date().text()))
                    : image);
    Descriptor result = new RootEditor(session(), session(), dated, annotations).edit(root);
    return publish(result);
  }

  private EditResult publish(Descriptor result) throws IOException {
    List<Reference> names = request.names();
    if (names.isEmpty() && open.source() == session()) {
      Reference given = GivenName.of(request.image(), session(), open.root());
      names = given == null ? List.of() : List.of(given);
    }
    return Published.of(session(), result, names);
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
