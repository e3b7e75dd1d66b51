/** Internal. Reads TOML 1.0, of which configuration files of other tools are written. */
@NullMarked
package dev.lamina.toml;

import org.jspecify.annotations.NullMarked;
