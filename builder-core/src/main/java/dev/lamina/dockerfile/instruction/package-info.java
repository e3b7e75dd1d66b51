/** Internal. Statements to typed instructions grouped into stages (pure). */
@NullMarked
package dev.lamina.dockerfile.instruction;

import org.jspecify.annotations.NullMarked;
