/** The command as processes: killed, many at once, short of memory or disk, on other machines. */
@NullMarked
package dev.lamina.cli.process;

import org.jspecify.annotations.NullMarked;
