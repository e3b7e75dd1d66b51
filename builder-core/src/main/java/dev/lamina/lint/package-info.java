/**
 * Looks for what is doubtful in a Dockerfile that could be built: BuildKit's checks by their names.
 */
@NullMarked
package dev.lamina.lint;

import org.jspecify.annotations.NullMarked;
