/**
 * The repositories of a registry as places that images are copied from and to (OCI
 * distribution-spec 1.1), with authentication, repeats and clear refusals.
 */
@NullMarked
package dev.lamina.registry;

import org.jspecify.annotations.NullMarked;
