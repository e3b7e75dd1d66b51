/** The OCI image specification as values. */
@NullMarked
package dev.lamina.oci;

import org.jspecify.annotations.NullMarked;
