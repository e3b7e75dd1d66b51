package dev.lamina.image;

import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import org.jspecify.annotations.Nullable;

/**
 * One name of an image at an endpoint. An image with three names is listed three times; one without
 * a name once.
 *
 * @param name null for an image without a name
 * @param root the manifest or index
 */
public record NamedImage(@Nullable Reference name, Descriptor root) {}
