/** What is fuzzed, and how: the targets, their first inputs, and the run of them with Jazzer. */
@NullMarked
package dev.lamina.fuzz;

import org.jspecify.annotations.NullMarked;
