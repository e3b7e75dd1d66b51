/** Dockerfile + options to stages, order and steps (pure). */
@NullMarked
package dev.lamina.plan;

import org.jspecify.annotations.NullMarked;
