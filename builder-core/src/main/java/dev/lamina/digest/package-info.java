/** Names of bytes, and hashing while bytes pass. */
@NullMarked
package dev.lamina.digest;

import org.jspecify.annotations.NullMarked;
