/** The files of an image outside of it: as a tar, or in a directory. */
@NullMarked
package dev.lamina.export;

import org.jspecify.annotations.NullMarked;
