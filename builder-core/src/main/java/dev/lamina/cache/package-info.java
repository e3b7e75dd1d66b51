/**
 * What builds remember of builds before, here or on other machines: digests of files, layers by
 * what went into them.
 */
@NullMarked
package dev.lamina.cache;

import org.jspecify.annotations.NullMarked;
