/** Reading and writing blobs by descriptor. */
@NullMarked
package dev.lamina.content;

import org.jspecify.annotations.NullMarked;
