/**
 * What a stack of layers looks like as one tree, and its differences.
 *
 * <p>Internal.
 */
@NullMarked
package dev.lamina.filetree;

import org.jspecify.annotations.NullMarked;
