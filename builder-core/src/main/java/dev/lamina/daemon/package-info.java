/** A Docker engine on its Unix socket. */
@NullMarked
package dev.lamina.daemon;

import org.jspecify.annotations.NullMarked;
