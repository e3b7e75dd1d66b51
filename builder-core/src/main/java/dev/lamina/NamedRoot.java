package dev.lamina;

import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A name that was set.
 *
 * @param name null for an image that came without one
 * @param root what it stands for now
 * @param previous another image that it stood for before, which has lost it; or null
 */
public record NamedRoot(@Nullable Reference name, Descriptor root, @Nullable Descriptor previous) {}
