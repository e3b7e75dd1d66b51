/** The files that a build may see, the ignore file applied. */
@NullMarked
package dev.lamina.context;

import org.jspecify.annotations.NullMarked;
