/** Internal. {@code docker save} and {@code docker load} archives, and OCI layouts in a tar. */
@NullMarked
package dev.lamina.archive;

import org.jspecify.annotations.NullMarked;
