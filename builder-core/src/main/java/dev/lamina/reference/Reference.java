package dev.lamina.reference;

import dev.lamina.digest.Digest;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image: a repository with a tag, a digest or both. Grammar and familiar form are
 * those of github.com/distribution/reference.
 *
 * @param tag null only when there is a digest
 * @param digest of the manifest or index
 */
public record Reference(Repository repository, @Nullable Tag tag, @Nullable Digest digest)
    implements Comparable<Reference> {
  /**
   * @throws IllegalArgumentException when there is neither tag nor digest
   */
  public Reference {
    if (tag == null && digest == null) {
      throw new IllegalArgumentException("a reference needs a tag or a digest: " + repository);
    }
  }

  /** A repository with a tag. */
  public static Reference of(Repository repository, Tag tag) {
    return new Reference(repository, tag, null);
  }

  /** A repository with a digest. */
  public static Reference of(Repository repository, Digest digest) {
    return new Reference(repository, null, digest);
  }

  /**
   * Reads {@code [REGISTRY/]PATH[:TAG][@DIGEST]}. As with Docker, {@code hello} means {@code
   * docker.io/library/hello:latest}; the tag is {@code latest} only where no digest is given.
   *
   * @throws IllegalArgumentException when it breaks the grammar; the message says what and where
   */
  public static Reference parse(String text) {
    return Grammar.reference(text);
  }

  /** This name with another tag and no digest. */
  public Reference withTag(Tag changed) {
    return new Reference(repository, changed, null);
  }

  /** This name with a digest; the tag stays. */
  public Reference withDigest(Digest changed) {
    return new Reference(repository, tag, changed);
  }

  /** As people write it: {@code hello:latest}. */
  public String familiar() {
    return repository.familiar() + suffix();
  }

  private String suffix() {
    return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  @Override
  public int compareTo(Reference other) {
    return toString().compareTo(other.toString());
  }

  /** The full form: {@code docker.io/library/hello:latest}. */
  @Override
  public String toString() {
    return repository + suffix();
  }
}
