package dev.lamina.build;

import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.io.Scratch;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressListener;

/**
 * What every part of a build needs at hand.
 *
 * @param images where base images are, and the blobs of layers
 * @param sink where layers, documents and names go; what was put is found in {@code images}
 * @param indexes of all layers of the build
 * @param scratch where bytes wait that are needed later
 */
record BuildTools(
    ImageSource images,
    ImageSink sink,
    LayerIndexes indexes,
    Scratch.Place scratch,
    ProgressListener progress,
    Cancellation cancellation) {}
