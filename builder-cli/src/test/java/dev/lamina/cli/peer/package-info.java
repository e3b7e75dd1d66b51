/** Tests against the tools of others: what they read of ours, and what they make of the same. */
@NullMarked
package dev.lamina.cli.peer;

import org.jspecify.annotations.NullMarked;
