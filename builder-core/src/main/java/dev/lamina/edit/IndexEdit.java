package dev.lamina.edit;

import dev.lamina.build.BuildRequest;
import dev.lamina.image.Image;
import dev.lamina.image.ImageSource;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes which images an index lists. */
public final class IndexEdit {
  private final ImageSource images;
  private final IndexDraft draft;
  private final List<Descriptor> replaced = new ArrayList<>();

  /**
   * @param images has the images that are listed
   */
  public IndexEdit(ImageSource images, ImageIndex start) {
    this.images = images;
    this.draft = new IndexDraft(start);
  }

  /** The index as it is now. */
  public ImageIndex index() {
    return draft.index();
  }

  /** The images that others of the same platform have taken the place of. */
  public List<Descriptor> replaced() {
    return List.copyOf(replaced);
  }

  /**
   * Lists an image, or all that another index lists. An image takes the place of one for the same
   * platform; an entry that is there already stays.
   *
   * @param platform what it runs on; null: what its config says
   * @throws RefusedInputException when a platform is given for an index
   */
  public void add(Descriptor root, @Nullable Platform platform) throws IOException {
    if (!MediaType.isIndex(root.mediaType())) {
      addEntry(entry(root, platform));
      return;
    }
    if (platform != null) {
      throw new RefusedInputException(
          root.digest() + " is an index of several platforms, and cannot be for " + platform);
    }
    for (Descriptor entry : ((ImageIndex) images.manifest(root.bare()).value()).manifests()) {
      if (MediaType.isIndex(entry.mediaType())) {
        add(entry, null);
      } else {
        addEntry(entry.platform() == null ? entry(entry, null) : entry);
      }
    }
  }

  private Descriptor entry(Descriptor root, @Nullable Platform platform) throws IOException {
    Platform own = platform;
    if (own == null) {
      // of a manifest the platform that is asked for does not matter
      PlatformMatcher any = new PlatformMatcher(BuildRequest.DEFAULT_PLATFORM);
      own = Image.read(images, root.bare(), any).config().value().platform().normalized();
    }
    return root.bare().withPlatform(own);
  }

  private void addEntry(Descriptor entry) {
    for (Descriptor old : draft.entries()) {
      if (old.equals(entry)) {
        return;
      }
      if (isSamePlace(old, entry)) {
        draft.replace(old, entry);
        if (!old.sameContent(entry)) {
          replaced.add(old);
        }
        return;
      }
    }
    draft.add(entry);
  }

  private static boolean isSamePlace(Descriptor old, Descriptor entry) {
    return !PlatformMatcher.isAttestation(old)
        && !PlatformMatcher.isAttestation(entry)
        && Objects.equals(normal(old), normal(entry));
  }

  private static @Nullable Platform normal(Descriptor entry) {
    return entry.platform() == null ? null : entry.platform().normalized();
  }

  /**
   * Takes the image for a platform off the list, or that of a digest.
   *
   * @param which a platform or the digest of a manifest
   * @throws NotFoundException when nothing of that is listed; says what is
   */
  public void remove(String which) throws NotFoundException {
    Descriptor found =
        draft.entries().stream().filter(e -> answers(e, which)).findFirst().orElse(null);
    if (found == null) {
      List<String> listed =
          draft.entries().stream()
              .filter(e -> !PlatformMatcher.isAttestation(e))
              .map(e -> e.platform() == null ? e.digest().toString() : e.platform().toString())
              .map(Escaped::text)
              .toList();
      throw new NotFoundException(
          "the index lists nothing for "
              + Escaped.text(which)
              + "; it has: "
              + (listed.isEmpty() ? "none" : String.join(", ", listed)));
    }
    draft.remove(found);
  }

  private static boolean answers(Descriptor entry, String which) {
    if (entry.digest().toString().equals(which)) {
      return true;
    }
    Platform platform = normal(entry);
    if (platform == null || PlatformMatcher.isAttestation(entry)) {
      return false;
    }
    try {
      return platform.toString().equals(Platform.parse(which).toString());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
