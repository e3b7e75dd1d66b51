package dev.lamina.image;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which an image moves: push, pull, save, load and copy are this with different
 * ends. What is referred to comes before what refers to it, documents keep their bytes, and the
 * name comes last, so a copy that breaks off has published nothing.
 */
public final class ImageCopier {
  /** How deep an index may lie in an index. */
  static final int MAX_DEPTH = 4;

  /** How many documents one root may lead to. */
  static final int MAX_DOCUMENTS = 1000;

  private final ImageSource source;
  private final ImageSink sink;
  private final Deque<Step> path = new ArrayDeque<>();
  private final Set<Digest> seen = new HashSet<>();
  private final Set<Digest> moved = new HashSet<>();
  private final Transfers transfers;

  /** A document on the way down, and which of its children come next. */
  private record Step(Document<? extends Manifest> document, Iterator<Descriptor> children) {}

  private ImageCopier(ImageSource source, ImageSink sink, int jobs) {
    this.source = source;
    this.sink = sink;
    this.transfers = new Transfers(jobs);
  }

  /**
   * Copies the image {@code root} (a manifest, or an index with all that it lists) and names it. A
   * blob that the sink has already is not read; a nondistributable layer that the source lacks is
   * left out.
   *
   * @param name what to call it at the sink; null leaves it without a name
   * @throws RefusedInputException when indexes nest deeper than 4, or list more than 1,000
   *     documents
   * @throws ContentMismatchException when a document or blob is missing, or not what its digest
   *     says
   */
  public static void copy(
      ImageSource source, Descriptor root, ImageSink sink, @Nullable Reference name)
      throws IOException {
    copy(source, root, sink);
    sink.name(name, root);
  }

  /**
   * Copies as above, and leaves it to the caller to publish the image.
   *
   * @throws RefusedInputException when indexes nest deeper than 4, or list more than 1,000
   *     documents
   * @throws ContentMismatchException when a document or blob is missing, or not what its digest
   *     says
   */
  public static void copy(ImageSource source, Descriptor root, ImageSink sink) throws IOException {
    copy(source, root, sink, 1);
  }

  /**
   * Copies as above, several blobs of an image at a time.
   *
   * @param jobs how many; 1 stays in the calling thread
   */
  public static void copy(ImageSource source, Descriptor root, ImageSink sink, int jobs)
      throws IOException {
    new ImageCopier(source, sink, jobs).copyTree(root);
  }

  private void copyTree(Descriptor root) throws IOException {
    descend(root);
    while (!path.isEmpty()) {
      Step step = path.element();
      Descriptor next = copyBlobs(step);
      if (next == null) {
        sink.put(step.document());
        path.remove();
      } else {
        descend(next);
      }
    }
  }

  /**
   * @return the next document below a document, behind the blobs that have been copied
   */
  private @Nullable Descriptor copyBlobs(Step step) throws IOException {
    List<Descriptor> blobs = new ArrayList<>();
    Descriptor next = null;
    while (next == null && step.children().hasNext()) {
      Descriptor child = step.children().next();
      if (step.document().value() instanceof ImageIndex && isManifest(child)) {
        next = child;
      } else if (moved.add(child.digest())) {
        blobs.add(child);
      }
    }
    transfers.run(blobs, this::copyBlob);
    return next;
  }

  private static boolean isManifest(Descriptor child) {
    return MediaType.isManifest(child.mediaType()) || MediaType.isIndex(child.mediaType());
  }

  private void descend(Descriptor descriptor) throws IOException {
    if (!seen.add(descriptor.digest())) {
      return;
    }
    if (path.size() >= MAX_DEPTH) {
      throw new RefusedInputException(
          "document " + descriptor.digest() + " lies more than " + MAX_DEPTH + " indexes deep");
    }
    if (seen.size() > MAX_DOCUMENTS) {
      throw new RefusedInputException(
          "the image leads to more than " + MAX_DOCUMENTS + " manifests");
    }
    Document<? extends Manifest> document = document(descriptor);
    path.push(new Step(document, document.value().children().iterator()));
  }

  private Document<? extends Manifest> document(Descriptor descriptor) throws IOException {
    try {
      return source.manifest(descriptor);
    } catch (NotFoundException e) {
      throw new ContentMismatchException("missing blob: " + e.getMessage(), e);
    }
  }

  private void copyBlob(Descriptor blob) throws IOException {
    // layers that may not be passed on are often not there; whoever needs one says so
    boolean leftOut = MediaType.isForeignLayer(blob.mediaType()) && !source.has(blob);
    if (leftOut) {
      return;
    }
    try {
      sink.copy(blob, source);
    } catch (NotFoundException e) {
      throw new ContentMismatchException("missing blob: " + e.getMessage(), e);
    }
  }
}
