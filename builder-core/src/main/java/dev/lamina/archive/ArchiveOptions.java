package dev.lamina.archive;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Platform;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How images are written into an archive.
 *
 * @param host which image of an index {@code manifest.json} names; where there is none for it, the
 *     first
 * @param without blobs that whoever reads the archive has already, and that are left out. An
 *     archive that lacks something has no {@code manifest.json}, since nothing that reads those
 *     could use it
 * @param refName what {@code org.opencontainers.image.ref.name} says of the only image, in these
 *     very words; null makes it of the image's name
 */
public record ArchiveOptions(
    ArchiveFormat format, Platform host, Set<Digest> without, @Nullable String refName) {
  public ArchiveOptions {
    without = Set.copyOf(without);
    if (format == ArchiveFormat.DOCKER && !without.isEmpty()) {
      throw new IllegalArgumentException("a docker archive cannot leave out what others have");
    }
  }

  /** A whole archive of both kinds. */
  public static ArchiveOptions of(Platform host) {
    return new ArchiveOptions(ArchiveFormat.UNIVERSAL, host, Set.of(), null);
  }

  public ArchiveOptions withFormat(ArchiveFormat changed) {
    return new ArchiveOptions(changed, host, without, refName);
  }

  public ArchiveOptions withRefName(@Nullable String changed) {
    return new ArchiveOptions(format, host, without, changed);
  }

  public ArchiveOptions without(Set<Digest> changed) {
    return new ArchiveOptions(format, host, changed, refName);
  }
}
