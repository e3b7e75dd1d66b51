/** Internal. Text to statements with source ranges (pure). */
@NullMarked
package dev.lamina.dockerfile.parser;

import org.jspecify.annotations.NullMarked;
