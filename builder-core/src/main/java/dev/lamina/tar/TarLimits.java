package dev.lamina.tar;

/**
 * What a {@link TarReader} accepts before it refuses an archive. The defaults are far above what
 * real archives hold.
 *
 * @param policy how the unusual is treated
 * @param maxEntries most entries
 * @param maxBytes most bytes of the archive, and most bytes of content with sparse files expanded
 * @param maxSpecialHeaderBytes most bytes of one extended header (PAX record block, GNU long name)
 *     and of one sparse map
 * @param maxSpecialHeaders most extended headers in front of one entry
 * @param maxPathBytes most bytes of a name or a link name
 */
public record TarLimits(
    TarPolicy policy,
    long maxEntries,
    long maxBytes,
    int maxSpecialHeaderBytes,
    int maxSpecialHeaders,
    int maxPathBytes) {
  private static final long GIB = 1L << 30;

  /**
   * For layers of images: 1,000,000 entries, 32 GiB, 1 MiB and 16 extended headers, 4,096 bytes.
   */
  public static final TarLimits LAYER =
      new TarLimits(TarPolicy.LAYER, 1_000_000, 32 * GIB, 1 << 20, 16, 4096);

  /** The same numbers for archives that are not layers. */
  public static final TarLimits ARCHIVE =
      new TarLimits(TarPolicy.ARCHIVE, 1_000_000, 32 * GIB, 1 << 20, 16, 4096);

  /** These limits with another most of entries. */
  public TarLimits withMaxEntries(long entries) {
    return new TarLimits(
        policy, entries, maxBytes, maxSpecialHeaderBytes, maxSpecialHeaders, maxPathBytes);
  }

  /** These limits with another most of bytes. */
  public TarLimits withMaxBytes(long bytes) {
    return new TarLimits(
        policy, maxEntries, bytes, maxSpecialHeaderBytes, maxSpecialHeaders, maxPathBytes);
  }
}
