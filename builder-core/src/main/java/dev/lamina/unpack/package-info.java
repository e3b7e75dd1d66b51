/** An image as a directory that can be changed, and what has changed in it. */
@NullMarked
package dev.lamina.unpack;

import org.jspecify.annotations.NullMarked;
