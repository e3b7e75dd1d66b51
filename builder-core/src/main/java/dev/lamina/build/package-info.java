/** Runs a plan: steps in, image out. */
@NullMarked
package dev.lamina.build;

import org.jspecify.annotations.NullMarked;
