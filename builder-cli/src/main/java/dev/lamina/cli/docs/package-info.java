/** Internal. Completions and manual pages, written from the command's own description of itself. */
@NullMarked
package dev.lamina.cli.docs;

import org.jspecify.annotations.NullMarked;
