/** Internal. Go's two matchers of names: {@code filepath.Match}, and the ignore file's. */
@NullMarked
package dev.lamina.glob;

import org.jspecify.annotations.NullMarked;
