package dev.lamina.export;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerFileSpool;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.filetree.TreeDiff;
import dev.lamina.image.Image;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Scratch;
import dev.lamina.layer.TarEntries;
import dev.lamina.oci.Descriptor;
import dev.lamina.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container of an image would see, with all contents at hand.
 *
 * @param entries in the order of their paths, a directory before what is in it, the first name of a
 *     file before the others; the root directory is not among them
 */
public record ImageFiles(List<Entry> entries) {
  public ImageFiles {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the layers of an image.
   *
   * @param indexes of layers that were read before
   * @param scratch takes the contents; the result is good until it is closed
   * @throws IOException when a layer is missing, damaged or refused
   */
  public static ImageFiles read(
      BlobSource blobs, Image image, LayerIndexCache indexes, Scratch scratch) throws IOException {
    List<LayerIndex> layers = new ArrayList<>();
    List<Descriptor> descriptors = image.manifest().layers();
    for (int i = 0; i < descriptors.size(); i++) {
      Digest diffId = image.config().value().rootFs().diffIds().get(i);
      layers.add(indexes.read(blobs, descriptors.get(i), diffId));
    }
    List<Entry> entries = TreeDiff.all(FileTree.of(layers));
    return new ImageFiles(new LayerFileSpool(scratch).fetch(entries));
  }

  /** The same files in a directory of a larger tree; the directory itself is not added. */
  public ImageFiles below(EntryPath directory) {
    List<Entry> moved = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      EntryPath path = directory.resolve(entry.path());
      moved.add(
          entry instanceof HardLinkEntry link
              ? new HardLinkEntry(path, link.metadata(), directory.resolve(link.target()))
              : entry.withPath(path));
    }
    return new ImageFiles(moved);
  }

  /** Adds the files to a tar, with owners, modes, times and extended attributes as they are. */
  public void writeTo(TarWriter tar) throws IOException {
    for (Entry entry : entries) {
      if (entry instanceof FileEntry file) {
        try (InputStream content = file.content().open()) {
          tar.add(TarEntries.header(entry), content);
        }
      } else {
        tar.add(TarEntries.header(entry));
      }
    }
  }
}
