package dev.lamina;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.export.DirectoryExport;
import dev.lamina.export.ExportReport;
import dev.lamina.export.ImageFiles;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.layer.TarEntries;
import dev.lamina.oci.Platform;
import dev.lamina.store.ImageStore;
import dev.lamina.store.StoreSession;
import dev.lamina.tar.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of images of a store, platform by platform. */
final class Exports {
  private final OpenImage.Opener opener;
  private final ImageStore store;
  private final ImagesOptions options;

  Exports(OpenImage.Opener opener, ImageStore store, ImagesOptions options) {
    this.opener = opener;
    this.store = store;
    this.options = options;
  }

  void tar(String image, List<Platform> platforms, OutputStream out) throws IOException {
    // not closed: the output is the caller's
    @SuppressWarnings("resource")
    TarWriter tar = new TarWriter(out);
    forEachPlatform(
        image,
        platforms,
        (files, directory) -> {
          if (!directory.isRoot()) {
            tar.add(TarEntries.header(new DirectoryEntry(directory, Metadata.of(0755))));
          }
          files.below(directory).writeTo(tar);
        });
    tar.finish();
  }

  ExportReport files(String image, List<Platform> platforms, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path real = directory.toRealPath();
    if (Files.exists(store.directory()) && real.startsWith(store.directory().toRealPath())) {
      throw new RefusedInputException(
          "the output is inside the store: " + Escaped.text(directory.toString()));
    }
    List<EntryPath> skipped = new ArrayList<>();
    List<EntryPath> plain = new ArrayList<>();
    long[] times = {0};
    forEachPlatform(
        image,
        platforms,
        (files, below) -> {
          Path place = below.isRoot() ? real : real.resolve(below.decoded());
          ExportReport report = DirectoryExport.write(files, place, options.cancellation());
          skipped.addAll(report.skipped());
          plain.addAll(report.plain());
          times[0] += report.times();
        });
    return new ExportReport(skipped, plain, times[0]);
  }

  private interface Taker {
    void take(ImageFiles files, EntryPath directory) throws IOException;
  }

  private void forEachPlatform(String image, List<Platform> platforms, Taker taker)
      throws IOException {
    try (OpenImage open = opener.open(image, "export")) {
      StoreSession session = open.session();
      for (Platform platform : platforms) {
        String name = platform.toString().replace('/', '_');
        EntryPath directory = platforms.size() == 1 ? EntryPath.ROOT : EntryPath.of(name);
        try (Scratch scratch = new Scratch(session::scratchDirectory)) {
          ImageFiles files =
              ImageFiles.read(
                  open.source(), open.image(platform), new KeptLayerIndexes(session), scratch);
          taker.take(files, directory);
        }
      }
    }
  }
}
