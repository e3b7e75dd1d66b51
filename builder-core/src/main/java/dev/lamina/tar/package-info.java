/**
 * Internal. The tar format, byte-exact, strict on what comes from outside.
 *
 * <p>Names are bytes as they stand in the archive: {@link dev.lamina.tar.TarReader} cleans and
 * resolves nothing, that is its caller's part. What {@link dev.lamina.tar.TarWriter} writes is a
 * promise ({@code docs/bytes.md}).
 */
@NullMarked
package dev.lamina.tar;

import org.jspecify.annotations.NullMarked;
