/** What a caller may watch, and how it cancels. */
@NullMarked
package dev.lamina.progress;

import org.jspecify.annotations.NullMarked;
