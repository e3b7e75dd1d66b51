package dev.lamina;

import dev.lamina.archive.ArchiveOptions;
import dev.lamina.archive.ImageArchiveReader;
import dev.lamina.archive.ImageArchiveWriter;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImagePicker;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Escaped;
import dev.lamina.oci.Annotations;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Images of a store in archives and layouts, and back. */
final class Archives {
  private final Images images;
  private final ImageStore store;
  private final ImagesOptions options;

  Archives(Images images, ImageStore store, ImagesOptions options) {
    this.images = images;
    this.store = store;
    this.options = options;
  }

  void save(List<String> names, ArchiveOptions archive, OutputStream out) throws IOException {
    try (StoreSession session = store.session("save")) {
      ImageArchiveWriter.write(session, named(names), archive, out);
    }
  }

  void saveLayout(List<String> names, Path directory) throws IOException {
    try (StoreSession session = store.session("save");
        StoreSession layout = ImageStore.open(directory, options.store()).session("save")) {
      List<NamedImage> wanted = named(names);
      for (NamedImage image : wanted) {
        options.cancellation().check();
        ImageCopier.copy(session, image.root(), layout);
      }
      layout.publish(wanted);
    }
  }

  private List<NamedImage> named(List<String> names) throws IOException {
    List<NamedImage> wanted = new ArrayList<>();
    for (String image : names) {
      Descriptor root = store.find(image);
      wanted.add(new NamedImage(Images.nameOf(image, images.names(root)), root));
    }
    return List.copyOf(wanted);
  }

  List<NamedRoot> load(InputStream archive) throws IOException {
    try (StoreSession session = store.session("load")) {
      ImageArchiveReader reader =
          ImageArchiveReader.read(archive, session, session, options.progress());
      List<NamedImage> loaded = reader.images();
      reader.entries().forEach(this::warnOfTagAlone);
      for (Descriptor root : loaded.stream().map(NamedImage::root).distinct().toList()) {
        options.cancellation().check();
        ImageCopier.copy(reader, root, session);
      }
      Map<Reference, Descriptor> moved = new HashMap<>();
      session.publish(loaded).forEach(old -> moved.put(old.name(), old.root()));
      return loaded.stream()
          .map(image -> new NamedRoot(image.name(), image.root(), moved.get(image.name())))
          .toList();
    }
  }

  private void warnOfTagAlone(Descriptor entry) {
    String tag = entry.annotations().get(Annotations.REF_NAME);
    if (tag != null
        && ImagePicker.isTagAlone(tag)
        && !entry.annotations().containsKey(Annotations.CONTAINERD_NAME)) {
      options
          .progress()
          .on(
              new ProgressEvent.Warning(
                  "the archive gives image "
                      + entry.digest()
                      + " only the tag '"
                      + Escaped.text(tag)
                      + "', so it has no name"));
    }
  }
}
