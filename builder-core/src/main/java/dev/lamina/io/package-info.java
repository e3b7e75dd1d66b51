/**
 * Paths inside images, sources of bytes, and the only code that touches the file system's edges.
 */
@NullMarked
package dev.lamina.io;

import org.jspecify.annotations.NullMarked;
