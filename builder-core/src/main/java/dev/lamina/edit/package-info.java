/** Makes another image of an image, without a Dockerfile. */
@NullMarked
package dev.lamina.edit;

import org.jspecify.annotations.NullMarked;
