package dev.lamina.store;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.image.ImagePicker;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** OCI image layouts of somebody's, from which images are wanted. Nothing is written there. */
public final class LayoutImages {
  private LayoutImages() {}

  /**
   * The images of a layout, whoever owns it: what is read from it is named by digests.
   *
   * @throws NotFoundException when nothing is there
   * @throws ContentMismatchException when it is no layout
   */
  public static ImagePicker open(Path directory) throws IOException {
    String shown = Escaped.text(directory.toString());
    if (!Files.isDirectory(directory)) {
      throw new NotFoundException("there is no OCI image layout at " + shown);
    }
    if (Files.notExists(directory.resolve("oci-layout"))) {
      throw new ContentMismatchException(
          "not an OCI image layout: " + shown + ": oci-layout is missing");
    }
    StoreOptions options = StoreOptions.DEFAULT.withSharing(Sharing.SHARED);
    ImageStore layout = ImageStore.open(directory, options);
    return new ImagePicker("the OCI image layout " + shown, layout, layout.index().descriptors());
  }
}
