package dev.lamina.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.digest.Digest;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of the members of an image archive. */
final class MemberNames {
  static final String LAYOUT = "oci-layout";
  static final String INDEX = "index.json";
  static final String DOCKER_MANIFEST = "manifest.json";

  private MemberNames() {}

  /** Where a blob lies in an archive: {@code blobs/sha256/HEX}. */
  static String ofBlob(Digest digest) {
    return "blobs/" + digest.algorithm().id() + "/" + digest.hex();
  }

  static String ofBlob(Descriptor descriptor) {
    return ofBlob(descriptor.digest());
  }

  /** Where a config or a layer lies in an archive of {@code docker save} alone. */
  static String ofDockerBlob(Descriptor blob) {
    String hex = blob.digest().hex();
    if (!MediaType.isLayer(blob.mediaType())) {
      return hex + ".json";
    }
    if (MediaType.isGzip(blob.mediaType())) {
      return hex + ".tar.gz";
    }
    return hex + (MediaType.isZstd(blob.mediaType()) ? ".tar.zst" : ".tar");
  }

  /** The digest that a member's name promises; null when it promises none. */
  static @Nullable Digest promisedDigest(EntryPath name) {
    List<EntryPath> parts = name.components();
    if (parts.size() != 3 || !parts.get(0).equals(EntryPath.of("blobs"))) {
      return null;
    }
    try {
      return Digest.parse(parts.get(1).decoded() + ":" + parts.get(2).decoded());
    } catch (IllegalArgumentException e) {
      return null; // no blob's name, so nothing can refer to it as one
    }
  }

  /**
   * The member that a name in the archive's own words means. Names are keys of a table, never
   * places on a disk.
   *
   * @throws RefusedInputException when the name is absolute or climbs
   */
  static EntryPath read(byte[] name, String what) throws RefusedInputException {
    if (name.length > 0 && name[0] == '/') {
      throw new RefusedInputException(what + " '" + Escaped.bytes(name) + "' is absolute");
    }
    for (String part : new String(name, ISO_8859_1).split("/", -1)) {
      if (part.equals("..")) {
        throw new RefusedInputException(
            what + " '" + Escaped.bytes(name) + "' leads out of the archive");
      }
      if (part.indexOf('\0') >= 0) {
        throw new RefusedInputException(what + " '" + Escaped.bytes(name) + "' contains NUL");
      }
    }
    return EntryPath.ofBytes(name);
  }

  /**
   * The member that a symlink means.
   *
   * @throws RefusedInputException when it leads out of the archive
   */
  static EntryPath follow(EntryPath link, byte[] target) throws RefusedInputException {
    if (target.length > 0 && target[0] == '/') {
      throw new RefusedInputException(
          "link " + link + " of the archive points to the absolute path " + Escaped.bytes(target));
    }
    EntryPath at = link.parent();
    for (String part : new String(target, ISO_8859_1).split("/", -1)) {
      if (!part.equals("..")) {
        at = at.resolve(EntryPath.ofBytes(part.getBytes(ISO_8859_1)));
      } else if (!at.isRoot()) {
        at = at.parent();
      } else {
        throw new RefusedInputException(
            "link " + link + " leads out of the archive: " + Escaped.bytes(target));
      }
    }
    return at;
  }
}
