package dev.lamina.build;

import dev.lamina.cache.BuildCache;
import dev.lamina.cache.FileDigests;
import dev.lamina.compression.Compression;
import dev.lamina.content.BlobSink;
import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.SourceNode;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerDraft;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.filetree.TreeConflictException;
import dev.lamina.filetree.TreeDiff;
import dev.lamina.filetree.UserLookup;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.layer.Layer;
import dev.lamina.plan.ChmodSpec;
import dev.lamina.plan.Destination;
import dev.lamina.plan.Ownership;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes layers for images that exist, as a build makes them. */
public final class LayerMaker {
  /** What overlay file systems and runtimes stack at most. */
  public static final int MOST_LAYERS = 127;

  /** What a history calls whoever made a step. */
  public static final String COMMENT = "lamina";

  private final BuildTools tools;
  private final CacheUse use;

  /**
   * @param images has the layers that are read; also shows what has been put into {@code sink}
   * @param cache knows layers that were read before
   * @param scratch where bytes wait that are needed later
   * @param parallelism how many threads may compress
   */
  public <S extends ImageSink & BlobSink> LayerMaker(
      ImageSource images,
      S sink,
      LayerIndexCache cache,
      Scratch.Place scratch,
      int parallelism,
      ProgressListener progress,
      Cancellation cancellation) {
    this(
        new BuildTools(
            (name, platform) -> Optional.empty(),
            images,
            sink,
            sink,
            RemoteFiles.NONE,
            new LayerIndexes(images, cache),
            BuildCache.none(),
            scratch,
            parallelism,
            progress,
            cancellation),
        CacheUse.IGNORED);
  }

  LayerMaker(BuildTools tools, CacheUse use) {
    this.tools = tools;
    this.use = use;
  }

  /**
   * How files get into a layer.
   *
   * @param prefix the directory of the image that takes them; made where it is missing
   * @param chown their owner; null keeps what the source says
   * @param chmod their mode; null keeps what the source says
   * @param date of what has to be made
   */
  public record CopyRules(
      EntryPath prefix, @Nullable Ownership chown, @Nullable ChmodSpec chmod, SourceDate date) {}

  /**
   * One layer that does what several do together.
   *
   * @param layers the lowest first
   * @param kept how many of the lowest stay; the others become the layer
   */
  public Layer merge(List<Layer> layers, int kept, Compression compression) throws IOException {
    FileTree before = tools.indexes().tree(layers.subList(0, kept));
    return write(TreeDiff.between(before, tools.indexes().tree(layers)), compression);
  }

  /**
   * A layer with the content of a directory, as {@code COPY DIR/ PREFIX/} makes it.
   *
   * @param below the layers that it will lie on: links in the prefix are followed in them
   * @throws RefusedInputException when the files cannot lie there
   * @throws dev.lamina.io.NotFoundException when the image does not know the owner's name
   */
  public Layer copy(List<Layer> below, EntrySource files, CopyRules rules, Compression compression)
      throws IOException {
    LayerDraft draft = new LayerDraft(tools.indexes().tree(below));
    UserLookup.Owner owner =
        rules.chown() == null ? null : new UserLookup(draft.tree()).owner(rules.chown());
    CopiedMetadata metadata = new CopiedMetadata(owner, rules.chmod(), rules.date());
    Destination destination = new Destination(rules.prefix(), Destination.Form.DIRECTORY);
    try {
      SourceNode root = files.find(EntryPath.ROOT);
      long mtime = root == null ? rules.date().seconds() : root.entry().metadata().mtime();
      EntryPath directory = new CopyTarget(draft, destination, metadata).ofDirectory(mtime);
      new CopyOperation(draft, files, metadata, tools.cancellation())
          .copyContents(EntryPath.ROOT, directory, Selection.ALL);
    } catch (TreeConflictException e) {
      throw new RefusedInputException(String.valueOf(e.getMessage()), e);
    }
    return write(draft.entries(), compression);
  }

  private Layer write(List<Entry> entries, Compression compression) throws IOException {
    try (Scratch scratch = new Scratch(tools.scratch())) {
      return new NewLayers(tools, compression, use)
          .write(entries, FileDigests.NONE, scratch)
          .layer();
    }
  }
}
