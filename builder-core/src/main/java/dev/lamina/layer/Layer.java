package dev.lamina.layer;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;

/**
 * One layer of an image.
 *
 * @param descriptor names the blob as it is stored, compressed or not
 * @param diffId the digest of the uncompressed tar (OCI image-spec, config.md, "Layer DiffID")
 */
public record Layer(Descriptor descriptor, Digest diffId) {}
