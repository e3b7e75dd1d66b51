/** Internal. Word expansion and quoting (pure). */
@NullMarked
package dev.lamina.dockerfile.shell;

import org.jspecify.annotations.NullMarked;
