package dev.lamina.build;

import dev.lamina.compression.Decompressor;
import dev.lamina.digest.Digest;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.filetree.TreeDiff;
import dev.lamina.io.ByteSource;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.layer.TarEntries;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import dev.lamina.progress.Cancellation;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A tar of a root filesystem as the entries of one layer. */
public final class ImportedTar {
  private static final Descriptor NO_BLOB =
      Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(new byte[0]), 0);

  private ImportedTar() {}

  /**
   * Reads a tar, compressed or not, to its end. It means what it would mean as a layer: of several
   * entries for a name the last counts, names stay below the root, links are followed inside the
   * tree, and what is missing above a name is made.
   *
   * @param in is not closed
   * @param scratch takes the contents; the entries are good until it is closed
   * @param warnings told, escaped, of what was left out
   * @return in the order of the byte contract
   * @throws RefusedInputException when the tar is damaged, over a limit, or contradicts itself
   */
  public static List<Entry> entries(
      InputStream in, Scratch scratch, Cancellation cancellation, Consumer<String> warnings)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    // not closed: the input is the caller's
    @SuppressWarnings("resource")
    InputStream plain = Decompressor.open(in);
    TarReader tar = new TarReader(plain, TarLimits.ARCHIVE, warnings);
    for (TarHeader header = tar.next(); header != null; header = tar.next()) {
      cancellation.check();
      Entry entry = TarEntries.entry(header, content(tar, header, scratch));
      if (entry.path().isRoot() && !(entry instanceof DirectoryEntry)) {
        throw new RefusedInputException("the tar tries to replace the root directory");
      }
      entries.add(entry);
    }
    tar.drain();
    return TreeDiff.all(FileTree.of(List.of(new LayerIndex(NO_BLOB, entries))));
  }

  private static ByteSource content(TarReader tar, TarHeader header, Scratch scratch)
      throws IOException {
    return header.size() == 0 ? ByteSource.of(new byte[0]) : scratch.append(tar.content());
  }
}
