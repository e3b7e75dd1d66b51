/** Hostile and faulty inputs of {@code testdata/hostile}, made from recipes and given to it. */
@NullMarked
package dev.lamina.cli.hostile;

import org.jspecify.annotations.NullMarked;
