package dev.lamina.edit;

import dev.lamina.build.Annotation.Level;
import dev.lamina.build.BuildRequest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.image.Image;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.Manifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies an edit to what a name stands for: one image, or every image of an index, which is then
 * made anew. Attestations of an image that has changed are about another image and go; what is no
 * image stays as it is.
 */
public final class RootEditor {
  private static final int MAX_DEPTH = 4;

  private final ImageSource images;
  private final ImageSink sink;
  private final ImageEdit edit;
  private final AnnotationEdit annotations;

  /**
   * The result for one descriptor.
   *
   * @param platform when that is another than before
   */
  private record Edited(Descriptor descriptor, @Nullable Platform platform) {}

  /**
   * @param images has the image with all its documents; also shows what has been put into {@code
   *     sink}
   */
  public RootEditor(
      ImageSource images, ImageSink sink, ImageEdit edit, AnnotationEdit annotations) {
    this.images = images;
    this.sink = sink;
    this.edit = edit;
    this.annotations = annotations;
  }

  /**
   * Edits an image or an index, and stores the documents.
   *
   * @return what refers to the result
   * @throws RefusedInputException when it cannot be edited so: it is no image, or cannot have the
   *     annotations
   */
  public Descriptor edit(Descriptor root) throws IOException, DockerfileException {
    if (MediaType.isIndex(root.mediaType())) {
      Descriptor index = index(root, 1);
      return index.withAnnotations(
          annotations.apply(Level.INDEX_DESCRIPTOR, null, index.annotations()));
    }
    if (annotations.concerns(Level.INDEX, Level.INDEX_DESCRIPTOR)) {
      throw new RefusedInputException(
          root.digest() + " is one image: it has no index that could be annotated");
    }
    if (!isImage(root)) {
      throw new RefusedInputException(root.digest() + " is not an image, and cannot be edited");
    }
    return image(root).descriptor();
  }

  /** Edits an image that lies nowhere yet, and stores the documents. */
  public Descriptor edit(Image image) throws IOException, DockerfileException {
    return put(edit.apply(ImageDraft.of(image)), image.descriptor()).descriptor();
  }

  private boolean isImage(Descriptor entry) throws IOException {
    Manifest manifest = images.manifest(entry.bare()).value();
    return manifest instanceof ImageManifest image
        && MediaType.isConfig(image.config().mediaType());
  }

  private Edited image(Descriptor entry) throws IOException, DockerfileException {
    // of a manifest the platform does not matter
    PlatformMatcher any = new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM);
    return put(edit.apply(ImageDraft.of(Image.read(images, entry.bare(), any))), entry);
  }

  private Edited put(ImageDraft image, Descriptor entry) throws IOException {
    Platform platform = image.config().platform().normalized();
    if (image.isDockers() && annotations.concerns(Level.MANIFEST, Level.MANIFEST_DESCRIPTOR)) {
      throw new RefusedInputException(
          "image " + entry.digest() + " has documents of Docker's format, without annotations");
    }
    Document<ImageConfig> config = image.configDocument();
    ImageManifest manifest = image.manifest();
    if (!config.descriptor().sameContent(manifest.config())) {
      manifest = manifest.withConfigAndLayers(config.descriptor(), manifest.layers());
    }
    manifest =
        manifest.withAnnotations(
            annotations.apply(Level.MANIFEST, platform, manifest.annotations()));
    Descriptor root = entry;
    if (!manifest.equals(image.from().manifest())) {
      sink.put(config);
      Document<ImageManifest> document = manifest.toDocument();
      sink.put(document);
      root = renewed(entry, document.descriptor());
    }
    SortedMap<String, String> words =
        annotations.apply(Level.MANIFEST_DESCRIPTOR, platform, root.annotations());
    boolean moved = !image.config().platform().equals(image.from().config().value().platform());
    return new Edited(root.withAnnotations(words), moved ? platform : null);
  }

  /** What an entry says of the new document: all that does not follow from the bytes stays. */
  private static Descriptor renewed(Descriptor entry, Descriptor document) {
    return new Descriptor(
        document.mediaType(),
        document.digest(),
        document.size(),
        List.of(),
        entry.annotations(),
        null,
        entry.platform(),
        entry.artifactType(),
        entry.extra());
  }

  private Descriptor index(Descriptor old, int depth) throws IOException, DockerfileException {
    if (depth > MAX_DEPTH) {
      throw new RefusedInputException("index " + old.digest() + " lies too many indexes deep");
    }
    ImageIndex index = (ImageIndex) images.manifest(old.bare()).value();
    IndexDraft draft = new IndexDraft(index);
    for (Descriptor entry : index.manifests()) {
      draft.replace(entry, entry(entry, depth));
    }
    ImageIndex edited = draft.index();
    edited = edited.withAnnotations(annotations.apply(Level.INDEX, null, edited.annotations()));
    if (edited.equals(index)) {
      return old;
    }
    Document<ImageIndex> document = edited.toDocument();
    sink.put(document);
    return renewed(old, document.descriptor());
  }

  private Descriptor entry(Descriptor entry, int depth) throws IOException, DockerfileException {
    if (MediaType.isIndex(entry.mediaType())) {
      return index(entry, depth + 1);
    }
    if (PlatformMatcher.isAttestation(entry) || !isImage(entry)) {
      return entry;
    }
    Edited edited = image(entry);
    return edited.platform() == null
        ? edited.descriptor()
        : edited.descriptor().withPlatform(edited.platform());
  }
}
