package dev.lamina;

import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.SourceNode;
import dev.lamina.filetree.FileAspect;
import dev.lamina.filetree.FileDifference;
import dev.lamina.filetree.LayerFileSpool;
import dev.lamina.filetree.LayerShare;
import dev.lamina.filetree.LayerShares;
import dev.lamina.filetree.TreeComparison;
import dev.lamina.filetree.TreeFiles;
import dev.lamina.image.Image;
import dev.lamina.image.NamedImage;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.oci.Platform;
import dev.lamina.page.ImagePage;
import dev.lamina.page.ImageReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The files of images, without unpacking them: listed, read and compared. Layers are read once;
 * what is in them is known from then on, by their digest.
 *
 * <p>Images are found as {@link Images} says. Files are found by what a container of the image
 * would see; links are followed inside the image.
 */
public final class ImageContents {
  /** A file of at most this many bytes is handed out only when it is known to be whole. */
  private static final int HELD_BACK = 1 << 20;

  private final OpenImage.Opener opener;
  private final ImagesOptions options;

  ImageContents(OpenImage.Opener opener, ImagesOptions options) {
    this.opener = opener;
    this.options = options;
  }

  /** How far a list goes. */
  public enum Depth {
    /** What is at the path itself, no link followed at its end. */
    ITSELF,
    /** What is in it when it is a directory, else itself. */
    CHILDREN,
    /** All that is below when it is a directory, else itself. */
    ALL
  }

  /**
   * The files at a path, in the order of their names.
   *
   * @throws NotFoundException when there is no such image, or no such file in it
   */
  public FileList list(String image, Platform platform, EntryPath path, Depth depth)
      throws IOException {
    try (OpenImage open = opener.open(image, "list files")) {
      EntrySource tree = new ImageLayers(open, open.image(platform)).tree();
      if (depth == Depth.ITSELF) {
        EntryPath holder = FilePaths.resolve(tree, path.parent(), image);
        EntryPath place = holder.resolve(path.name());
        return new FileList(place, List.of(FilePaths.find(tree, place, image)));
      }
      EntryPath place = FilePaths.resolve(tree, path, image);
      SourceNode node = FilePaths.find(tree, place, image);
      if (!node.isDirectory()) {
        return new FileList(place, List.of(node));
      }
      if (depth == Depth.ALL) {
        List<SourceNode> all = TreeFiles.below(tree, place);
        return new FileList(place, all.subList(1, all.size()));
      }
      List<SourceNode> children = new ArrayList<>();
      for (EntryPath name : tree.list(place)) {
        children.add(FilePaths.find(tree, place.resolve(name), image));
      }
      return new FileList(place, children);
    }
  }

  /**
   * The entries of one layer as they stand in it, whiteouts and hard links too.
   *
   * @param layer its number from 0 at the bottom, or its digest, diffID or the beginning of one
   * @throws NotFoundException when there is no such image, or no such layer in it
   */
  public List<Entry> layer(String image, Platform platform, String layer) throws IOException {
    try (OpenImage open = opener.open(image, "list a layer")) {
      ImageLayers layers = new ImageLayers(open, open.image(platform));
      return layers.index(layers.find(layer, image)).entries();
    }
  }

  /**
   * Writes the contents of files, one after the other. Of each layer that has one of them, bytes
   * are read as far as the last of them, and each file is held against its own digest, which is
   * known from when the whole layer was verified. One file of more than 1 MiB is written while it
   * is verified, so that only the end of this method says that it is what it should be; all else is
   * written when it is known.
   *
   * @param out stays open
   * @throws NotFoundException when there is no such image, or one of the files is not in it;
   *     nothing is then written
   * @throws RefusedInputException when one of them is no regular file; nothing is then written
   * @throws dev.lamina.digest.ContentMismatchException when a layer is damaged
   */
  public void copy(String image, Platform platform, List<EntryPath> paths, OutputStream out)
      throws IOException {
    try (OpenImage open = opener.open(image, "read files")) {
      EntrySource tree = new ImageLayers(open, open.image(platform)).tree();
      List<Entry> files = new ArrayList<>();
      for (EntryPath path : paths) {
        files.add(file(tree, path, image));
      }
      if (files.size() == 1) {
        copy((FileEntry) files.get(0), out);
        return;
      }
      try (Scratch scratch = new Scratch(open.session()::scratchDirectory)) {
        for (Entry file : new LayerFileSpool(scratch).fetch(files)) {
          copy((FileEntry) file, out);
        }
      }
    }
  }

  private static FileEntry file(EntrySource tree, EntryPath path, String image) throws IOException {
    Entry entry = FilePaths.find(tree, FilePaths.resolve(tree, path, image), image).entry();
    if (entry instanceof FileEntry file) {
      return file;
    }
    String what = entry instanceof DirectoryEntry ? "a directory" : "no regular file";
    throw new RefusedInputException(path + " of " + Escaped.text(image) + " is " + what);
  }

  private static void copy(FileEntry file, OutputStream out) throws IOException {
    try (InputStream in = file.content().open()) {
      if (file.content().size() <= HELD_BACK) {
        out.write(in.readNBytes(HELD_BACK + 1));
      } else {
        in.transferTo(out);
      }
    }
  }

  /**
   * How two images differ.
   *
   * @throws NotFoundException when there is no such image
   */
  public ImageDifference compare(String before, String after, ComparisonOptions comparison)
      throws IOException {
    try (OpenImage openBefore = opener.open(before, "compare");
        OpenImage openAfter = opener.open(after, "compare")) {
      Image first = openBefore.image(comparison.platform());
      Image second = openAfter.image(comparison.platform());
      return new ImageComparison(
              new ImageLayers(openBefore, first),
              new ImageLayers(openAfter, second),
              comparison,
              options.cancellation())
          .run();
    }
  }

  /**
   * How the files of an image differ from those in a directory on disk, which is read as a build
   * context is: no link leads out of it. Owners and extended attributes are not compared, nor the
   * directory itself.
   *
   * @param comparison its parts do not count: there is nothing but files
   * @throws NotFoundException when there is no such image or directory
   */
  public ImageDifference compareDirectory(
      String image, Path directory, ComparisonOptions comparison) throws IOException {
    DirectoryContext disk =
        DirectoryContext.open(directory, DockerIgnore.NONE, ContextOptions.preservingTimes());
    Set<FileAspect> ignored = EnumSet.of(FileAspect.OWNER, FileAspect.XATTRS);
    ignored.addAll(comparison.ignored());
    try (OpenImage open = opener.open(image, "compare")) {
      EntrySource tree = new ImageLayers(open, open.image(comparison.platform())).tree();
      List<FileDifference> files =
          new TreeComparison(ignored, options.cancellation()).of(tree, disk);
      return new ImageDifference(
          List.of(),
          List.of(),
          files.stream().filter(file -> !file.path().isRoot()).toList(),
          List.of());
    }
  }

  /**
   * What each layer of an image brings, the lowest first, and what of it upper layers overwrite or
   * delete.
   *
   * @throws NotFoundException when there is no such image
   */
  public List<LayerShare> layers(String image, Platform platform) throws IOException {
    try (OpenImage open = opener.open(image, "list layers")) {
      return LayerShares.of(new ImageLayers(open, open.image(platform)).indexes());
    }
  }

  /**
   * Writes one HTML page about an image: its layers, its files by size, what is wasted, its
   * configuration and its history. The page needs nothing else. The same image under the same names
   * gives the same bytes.
   *
   * @param out stays open
   * @throws NotFoundException when there is no such image; nothing is then written
   */
  public void writePage(String image, Platform platform, OutputStream out) throws IOException {
    try (OpenImage open = opener.open(image, "describe an image")) {
      ImageLayers layers = new ImageLayers(open, open.image(platform));
      List<String> names = new ArrayList<>();
      for (NamedImage named : open.session().images()) {
        if (named.name() != null && named.root().sameContent(open.root())) {
          names.add(named.name().familiar());
        }
      }
      List<LayerShare> shares = LayerShares.of(layers.indexes());
      ImagePage.write(new ImageReport(names, layers.image(), shares), out);
    }
  }
}
