package dev.lamina;

import java.nio.file.Path;

/**
 * How full a store is.
 *
 * @param directory where it is; need not be there yet
 * @param images how many different images, those without a name included
 * @param names how many names they have
 * @param blobs how many blobs, those that no image needs included
 * @param bytes of all blobs
 * @param freeBytes what this user may still write on its file system
 */
public record StoreUsage(
    Path directory, long images, long names, long blobs, long bytes, long freeBytes) {}
