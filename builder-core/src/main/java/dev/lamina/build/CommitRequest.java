package dev.lamina.build;

import dev.lamina.compression.Compression;
import dev.lamina.reference.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image that is made of files and not of a Dockerfile: what commit and import are told.
 *
 * @param names that the image gets; none makes a nameless image
 * @param message the comment in the history
 * @param author of the image; null keeps the one it has
 * @param changes instructions of a Dockerfile that concern the configuration alone, in their order
 * @param sourceDate the time that goes into the image; where it is given, no file is newer
 * @param compression of the new layer
 */
public record CommitRequest(
    List<Reference> names,
    @Nullable String message,
    @Nullable String author,
    List<String> changes,
    SourceDate sourceDate,
    Compression compression) {
  /** No name, no words, the epoch. */
  public static final CommitRequest DEFAULT =
      new CommitRequest(List.of(), null, null, List.of(), SourceDate.EPOCH, Compression.GZIP);

  public CommitRequest {
    names = List.copyOf(names);
    changes = List.copyOf(changes);
  }

  public CommitRequest withNames(List<Reference> changed) {
    return new CommitRequest(changed, message, author, changes, sourceDate, compression);
  }

  public CommitRequest withMessage(@Nullable String changed) {
    return new CommitRequest(names, changed, author, changes, sourceDate, compression);
  }

  public CommitRequest withAuthor(@Nullable String changed) {
    return new CommitRequest(names, message, changed, changes, sourceDate, compression);
  }

  public CommitRequest withChanges(List<String> changed) {
    return new CommitRequest(names, message, author, changed, sourceDate, compression);
  }

  public CommitRequest withSourceDate(SourceDate changed) {
    return new CommitRequest(names, message, author, changes, changed, compression);
  }

  public CommitRequest withCompression(Compression changed) {
    return new CommitRequest(names, message, author, changes, sourceDate, changed);
  }

  /** Whether something other than files is to change. */
  boolean changesConfig() {
    return message != null || author != null || !changes.isEmpty();
  }
}
