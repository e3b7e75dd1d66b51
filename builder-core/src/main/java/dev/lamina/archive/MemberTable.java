package dev.lamina.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds, by name. The names in its documents are looked up here and nowhere else:
 * they cannot mean a file of the host.
 */
final class MemberTable {
  private static final int MAX_HOPS = 32;

  private final Map<EntryPath, SpooledFile> files = new HashMap<>();
  private final Map<EntryPath, TarHeader> links = new HashMap<>();
  private final Map<EntryPath, byte[]> documents = new HashMap<>();
  private final Map<Digest, SpooledFile> blobs = new HashMap<>();
  private boolean legacy;

  /**
   * @throws RefusedInputException when another member has the name; the same file twice is fine
   */
  void addFile(EntryPath name, SpooledFile file) throws RefusedInputException {
    SpooledFile known = files.get(name);
    if (known != null ? !known.blob().equals(file.blob()) : links.containsKey(name)) {
      throw twice(name);
    }
    files.put(name, file);
    blobs.put(file.blob().digest(), file);
  }

  /** A document that is held in memory. */
  void addDocument(EntryPath name, byte[] bytes) throws RefusedInputException {
    if (documents.put(name, bytes) != null) {
      throw twice(name);
    }
  }

  /** A hard link or a symlink; where it leads is looked at when something refers to it. */
  void addLink(EntryPath name, TarHeader link) throws RefusedInputException {
    if (files.containsKey(name) || links.put(name, link) != null) {
      throw twice(name);
    }
  }

  /** Notes that a member was seen which only archives of Docker before 1.10 need. */
  void addLegacy() {
    legacy = true;
  }

  boolean isLegacy() {
    return legacy;
  }

  boolean isEmpty() {
    return files.isEmpty() && links.isEmpty() && documents.isEmpty();
  }

  private static RefusedInputException twice(EntryPath name) {
    return new RefusedInputException("the archive holds two members named " + name);
  }

  /** The document of the archive's top level, if it is there. */
  byte @Nullable [] document(String name) {
    return documents.get(EntryPath.of(name));
  }

  /** The blob of this digest, under whatever name it lay in the archive. */
  @Nullable SpooledFile blob(Digest digest) {
    return blobs.get(digest);
  }

  /** Whether the archive has a blob of this digest and size. */
  boolean has(Descriptor descriptor) {
    SpooledFile file = blobs.get(descriptor.digest());
    return file != null && file.blob().size() == descriptor.size();
  }

  /**
   * The file that a name in a document means, through the archive's own links.
   *
   * @param what the role of the file in messages: "layer"
   * @throws RefusedInputException when it is not a regular file of this archive
   */
  SpooledFile file(String name, String what) throws RefusedInputException {
    EntryPath at = MemberNames.read(name.getBytes(UTF_8), what);
    for (int hop = 0; hop < MAX_HOPS; hop++) {
      SpooledFile file = files.get(at);
      if (file != null) {
        return file;
      }
      TarHeader link = links.get(at);
      if (link == null) {
        throw new RefusedInputException(
            what + " '" + Escaped.text(name) + "' is not a file of the archive");
      }
      at =
          link.type() == TarType.SYMLINK
              ? MemberNames.follow(at, link.linkName())
              : MemberNames.read(link.linkName(), "hard link");
    }
    throw new RefusedInputException(what + " '" + Escaped.text(name) + "' is a link without end");
  }
}
