/**
 * Places of images in skopeo's words ({@code docker://}, {@code oci:}, …), to read and to write.
 */
@NullMarked
package dev.lamina.transport;

import org.jspecify.annotations.NullMarked;
