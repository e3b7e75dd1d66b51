/**
 * Internal. Gzip bytes that are the same everywhere, and every member of what others wrote.
 *
 * <p>Format: RFC 1952. What is written is a promise ({@code docs/bytes.md}).
 */
@NullMarked
package dev.lamina.gzip;

import org.jspecify.annotations.NullMarked;
