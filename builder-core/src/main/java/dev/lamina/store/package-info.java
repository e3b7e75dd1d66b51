/** Internal. The local OCI image layout: blobs, names, locks, garbage. */
@NullMarked
package dev.lamina.store;

import org.jspecify.annotations.NullMarked;
