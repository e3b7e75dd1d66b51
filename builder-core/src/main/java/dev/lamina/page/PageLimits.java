package dev.lamina.page;

/**
 * How much of an image a page shows one by one.
 *
 * @param files files at most
 * @param directories directories at most
 * @param nameBytes characters of names of files at most
 */
record PageLimits(int files, int directories, int nameBytes) {
  /** A page of about 10 MB at most. */
  static final PageLimits DEFAULT = new PageLimits(200_000, 40_000, 6_000_000);
}
