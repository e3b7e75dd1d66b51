package dev.lamina;

import dev.lamina.digest.Digest;
import dev.lamina.entry.EntrySource;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.PackedTree;
import dev.lamina.image.Image;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An image's layers, as far as they are looked into. */
final class ImageLayers {
  private final OpenImage open;
  private final Image image;
  private final KeptLayerIndexes kept;

  ImageLayers(OpenImage open, Image image) {
    this.open = open;
    this.image = image;
    this.kept = new KeptLayerIndexes(open.session());
  }

  Image image() {
    return image;
  }

  List<Descriptor> blobs() {
    return image.manifest().layers();
  }

  List<Digest> diffIds() {
    return image.config().value().rootFs().diffIds();
  }

  LayerIndex index(int layer) throws IOException {
    return kept.read(open.source(), blobs().get(layer), diffIds().get(layer));
  }

  List<LayerIndex> indexes() throws IOException {
    List<LayerIndex> indexes = new ArrayList<>();
    for (int i = 0; i < blobs().size(); i++) {
      indexes.add(index(i));
    }
    return indexes;
  }

  /** What a container of the image sees. */
  EntrySource tree() throws IOException {
    return blobs().isEmpty()
        ? new FileTree()
        : kept.tree(new PackedTree.Layers(open.source(), blobs(), diffIds()));
  }

  /** The layer that a text means: a number, a digest, or the beginning of one. */
  int find(String text, String name) throws NotFoundException {
    int count = blobs().size();
    if (text.matches("\\d{1,3}") && Integer.parseInt(text) < count) {
      return Integer.parseInt(text);
    }
    for (int i = 0; i < count; i++) {
      if (isMeant(blobs().get(i).digest(), text) || isMeant(diffIds().get(i), text)) {
        return i;
      }
    }
    throw new NotFoundException(
        "no layer "
            + Escaped.text(text)
            + " in "
            + Escaped.text(name)
            + ": it has "
            + count
            + (count == 1 ? " layer" : " layers, 0 to " + (count - 1)));
  }

  /** At least four digits, as with image IDs. */
  private static boolean isMeant(Digest digest, String text) {
    return digest.toString().equals(text) || (text.length() >= 4 && digest.hex().startsWith(text));
  }
}
