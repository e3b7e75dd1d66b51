/**
 * The command: arguments become one call on the library; results become text, JSON and exit codes.
 */
@NullMarked
package dev.lamina.cli;

import org.jspecify.annotations.NullMarked;
