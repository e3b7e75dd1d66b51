package dev.lamina;

import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.reference.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A line of a list of images: one name of one image.
 *
 * @param name null for an image without one
 * @param root the manifest, or the index
 * @param id the image ID: the digest of the config (of an index: of the image for the platform
 *     asked for, or else of its first); null when the root is no image that runs
 * @param created when, RFC 3339 as the config says it; null when it does not
 * @param size bytes of config and layers as they are stored, layers that other images share counted
 *     in full
 */
public record ImageSummary(
    @Nullable Reference name,
    Descriptor root,
    @Nullable Digest id,
    @Nullable String created,
    long size) {}
