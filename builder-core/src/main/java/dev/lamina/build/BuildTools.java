package dev.lamina.build;

import dev.lamina.cache.BuildCache;
import dev.lamina.content.BlobSink;
import dev.lamina.image.ImageFinder;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.io.Scratch;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;

/**
 * What every part of a build needs at hand.
 *
 * @param bases finds base images
 * @param images where the blobs of layers are, those of base images too
 * @param blobs where layers go
 * @param sink where documents and names go; what was put here and there is found in {@code images}
 * @param remote fetches what ADD names by URL
 * @param indexes of all layers of the build
 * @param cache what earlier builds have left
 * @param scratch where bytes wait that are needed later
 * @param parallelism how many threads may compress; from 2 on, hashing overlaps too
 */
record BuildTools(
    ImageFinder bases,
    ImageSource images,
    BlobSink blobs,
    ImageSink sink,
    RemoteFiles remote,
    LayerIndexes indexes,
    BuildCache cache,
    Scratch.Place scratch,
    int parallelism,
    ProgressListener progress,
    Cancellation cancellation) {}
