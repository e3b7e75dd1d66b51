/**
 * Who we are to a registry: the files and helpers in which people already keep it. The only door to
 * Jib Core.
 */
@NullMarked
package dev.lamina.credentials;

import org.jspecify.annotations.NullMarked;
