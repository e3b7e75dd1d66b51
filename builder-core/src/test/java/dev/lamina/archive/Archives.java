package dev.lamina.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImageSource;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.NamedImage;
import dev.lamina.image.SampleImages;
import dev.lamina.progress.ProgressListener;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Saving to and loading from bytes. */
final class Archives {
  private Archives() {}

  static byte[] save(ImageSource source, List<NamedImage> images) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageArchiveWriter.write(source, images, ArchiveOptions.of(SampleImages.AMD64), out);
    return out.toByteArray();
  }

  static ImageArchiveReader read(byte[] archive, MemoryImages spool, ProgressListener watcher)
      throws IOException {
    return ImageArchiveReader.read(new ByteArrayInputStream(archive), spool, spool, watcher);
  }

  /** A new store with everything that the archive holds. */
  static MemoryImages load(byte[] archive) throws IOException {
    return loadInto(new MemoryImages(), archive);
  }

  static MemoryImages loadInto(MemoryImages store, byte[] archive) throws IOException {
    ImageArchiveReader reader = read(archive, store, ProgressListener.NONE);
    for (NamedImage image : reader.images()) {
      ImageCopier.copy(reader, image.root(), store, image.name());
    }
    return store;
  }

  /** The members, a line each: kind, mode, time, size, name; documents with their text. */
  static String listing(byte[] archive) throws IOException {
    TarReader tar =
        new TarReader(new ByteArrayInputStream(archive), TarLimits.ARCHIVE, warning -> {});
    List<String> lines = new ArrayList<>();
    for (TarHeader header = tar.next(); header != null; header = tar.next()) {
      lines.add(header.toString());
      String name = new String(header.name(), UTF_8);
      if (!name.startsWith("blobs/")) {
        lines.add("  " + new String(tar.content().readAllBytes(), UTF_8));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
