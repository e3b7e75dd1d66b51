/** Programs that the scripts of {@code testdata/bench} measure. */
@NullMarked
package dev.lamina.bench;

import org.jspecify.annotations.NullMarked;
