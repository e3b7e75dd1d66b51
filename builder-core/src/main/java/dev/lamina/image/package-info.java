/** What an image endpoint is, and the one way to copy between two. */
@NullMarked
package dev.lamina.image;

import org.jspecify.annotations.NullMarked;
