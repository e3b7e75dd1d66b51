/**
 * An image as one HTML page that needs nothing else.
 *
 * <p>Internal.
 */
@NullMarked
package dev.lamina.page;

import org.jspecify.annotations.NullMarked;
