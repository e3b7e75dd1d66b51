/**
 * Internal. Streams in and out of gzip, zstd, bzip2 and xz; the only door to Commons Compress and
 * zstd-jni.
 */
@NullMarked
package dev.lamina.compression;

import org.jspecify.annotations.NullMarked;
