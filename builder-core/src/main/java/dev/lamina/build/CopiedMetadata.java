package dev.lamina.build;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.entry.Xattrs;
import dev.lamina.filetree.UserLookup.Owner;
import dev.lamina.plan.ChmodSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the metadata of what is copied.
 *
 * @param owner from {@code --chown}; null keeps the source's
 * @param chmod from {@code --chmod}; null keeps the source's
 * @param date of what the copy itself makes
 */
record CopiedMetadata(@Nullable Owner owner, @Nullable ChmodSpec chmod, SourceDate date) {
  private static final String CAPABILITIES = "security.capability";

  /** Of a directory that had to be made on the way to the target. */
  Metadata ofMadeDirectory() {
    return owned(Metadata.of(0755).withMtime(date.seconds()));
  }

  /** Of a file, directory or link of a source tree. */
  Entry ofCopied(Entry entry) {
    Metadata metadata = withoutForeignXattrs(owned(entry.metadata()));
    if (chmod == null || entry instanceof SymlinkEntry) {
      return entry.withMetadata(metadata);
    }
    int mode = metadata.mode();
    return entry.withMetadata(
        metadata.withMode(
            entry instanceof DirectoryEntry ? chmod.directoryMode(mode) : chmod.fileMode(mode)));
  }

  /** Of what an archive holds: its mode and time are content. */
  Entry ofExtracted(Entry entry) {
    Metadata metadata = withoutForeignXattrs(owned(entry.metadata()));
    return entry.withMetadata(metadata.withMtime(date.clamp(metadata.mtime())));
  }

  private Metadata owned(Metadata metadata) {
    return owner == null ? metadata : metadata.withOwner(owner.uid(), owner.gid());
  }

  /** File capabilities are the one attribute that image builders keep. */
  private static Metadata withoutForeignXattrs(Metadata metadata) {
    if (metadata.xattrs().isEmpty()) {
      return metadata;
    }
    byte[] capabilities = metadata.xattrs().asMap().get(CAPABILITIES);
    return metadata.withXattrs(
        capabilities == null ? Xattrs.NONE : Xattrs.of(Map.of(CAPABILITIES, capabilities)));
  }
}
