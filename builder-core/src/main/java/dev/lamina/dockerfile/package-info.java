/** Where in a Dockerfile, and what is wrong there. */
@NullMarked
package dev.lamina.dockerfile;

import org.jspecify.annotations.NullMarked;
