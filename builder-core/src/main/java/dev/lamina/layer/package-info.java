/**
 * Entries to layer blobs and back.
 *
 * <p>Internal.
 */
@NullMarked
package dev.lamina.layer;

import org.jspecify.annotations.NullMarked;
