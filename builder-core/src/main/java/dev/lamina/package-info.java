/** The front door of the library: {@link dev.lamina.Images} wires the parts and runs the verbs. */
@NullMarked
package dev.lamina;

import org.jspecify.annotations.NullMarked;
