/** Names of images. */
@NullMarked
package dev.lamina.reference;

import org.jspecify.annotations.NullMarked;
