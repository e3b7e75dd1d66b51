/** One file of a tree, wherever it lies: its name, metadata and content. */
@NullMarked
package dev.lamina.entry;

import org.jspecify.annotations.NullMarked;
