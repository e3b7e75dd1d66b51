package dev.lamina;

import dev.lamina.build.SourceDate;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which image is edited, and what becomes of the result.
 *
 * @param image where to begin, found as in {@link Images}
 * @param platform which image of an index; null: all of them, and the result is an index again
 * @param names what the result is called; none: the name by which the image was given moves to the
 *     result, and where it was given otherwise the result is nameless
 * @param date of what is new; when it is given, the image's date too
 */
public record EditRequest(
    String image, @Nullable Platform platform, List<Reference> names, SourceDate date) {
  public EditRequest {
    names = List.copyOf(names);
  }

  /** All images of what the text means, the name moving, at the epoch. */
  public static EditRequest of(String image) {
    return new EditRequest(image, null, List.of(), SourceDate.EPOCH);
  }

  public EditRequest withPlatform(@Nullable Platform changed) {
    return new EditRequest(image, changed, names, date);
  }

  public EditRequest withNames(List<Reference> changed) {
    return new EditRequest(image, platform, changed, date);
  }

  public EditRequest withDate(SourceDate changed) {
    return new EditRequest(image, platform, names, changed);
  }
}
