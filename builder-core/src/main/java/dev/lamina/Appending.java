package dev.lamina;

import dev.lamina.build.LayerMaker;
import dev.lamina.build.LayerMaker.CopyRules;
import dev.lamina.build.SourceDate;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.edit.ImageEdit;
import dev.lamina.edit.KeptLayer;
import dev.lamina.edit.LayerAddition;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.layer.Layer;
import dev.lamina.plan.ChmodSpec;
import dev.lamina.plan.Ownership;
import dev.lamina.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Layers of files and directories on their way onto an image. */
final class Appending {
  private final StoreSession session;
  private final AppendedFiles files;
  private final LayerMaker maker;

  /** An archive is stored once, however many images of an index it goes onto. */
  private final Map<Path, Layer> archives = new HashMap<>();

  Appending(StoreSession session, ImagesOptions options, AppendedFiles files) {
    this.session = session;
    this.files = files;
    this.maker = maker(session, options);
  }

  static LayerMaker maker(StoreSession session, ImagesOptions options) {
    return new LayerMaker(
        session,
        session,
        new KeptLayerIndexes(session),
        session::scratchDirectory,
        options.parallelism(),
        options.progress(),
        options.cancellation());
  }

  /**
   * What makes the layers.
   *
   * @throws NotFoundException when one of the files is not there
   */
  ImageEdit edit(SourceDate date) throws IOException {
    ImageEdit all = image -> image;
    for (Path source : files.sources()) {
      if (!Files.exists(source)) {
        throw new NotFoundException("no file " + Escaped.text(source.toString()));
      }
      all =
          all.then(
              new LayerAddition(
                  below -> layer(source, below, date),
                  "lamina append " + source.toAbsolutePath().normalize().getFileName(),
                  date));
    }
    return all;
  }

  private Layer layer(Path source, List<Layer> below, SourceDate date) throws IOException {
    if (Files.isDirectory(source)) {
      return directory(source, below, date);
    }
    Layer known = archives.get(source);
    if (known == null) {
      try (InputStream in = Fs.open(source)) {
        known = KeptLayer.store(in, session, session, Escaped.text(source.toString()));
      }
      archives.put(source, known);
    }
    return known;
  }

  private Layer directory(Path source, List<Layer> below, SourceDate date) throws IOException {
    DirectoryContext content = DirectoryContext.open(source, DockerIgnore.NONE, files.files());
    String chown = files.chown();
    String chmod = files.chmod();
    CopyRules rules =
        new CopyRules(
            EntryPath.of(files.prefix()),
            chown == null ? null : Ownership.parse(chown),
            chmod == null ? null : ChmodSpec.parse(chmod),
            date);
    return maker.copy(below, content, rules, files.compression());
  }
}
