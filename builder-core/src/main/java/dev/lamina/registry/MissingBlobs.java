package dev.lamina.registry;

import dev.lamina.digest.Digest;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A registry does not have blobs that it was asked for, or that a manifest needs. */
final class MissingBlobs extends RegistryException {
  private static final long serialVersionUID = 1L;

  private final transient Set<Digest> digests;

  /**
   * @param digests those that the registry names; the message comes to name them too
   */
  MissingBlobs(Kind kind, String message, @Nullable String hint, Set<Digest> digests) {
    super(kind, message + unsaid(message, digests), hint, null);
    this.digests = digests;
  }

  private static String unsaid(String message, Set<Digest> digests) {
    return digests.stream()
        .map(Digest::toString)
        .filter(digest -> !message.contains(digest))
        .map(digest -> ", " + digest)
        .collect(Collectors.joining());
  }

  /** Those that the registry names; empty when it does not. */
  Set<Digest> digests() {
    return digests;
  }

  /** The same, with other advice. */
  RegistryException advising(String hint) {
    return new RegistryException(kind(), String.valueOf(getMessage()), hint, this);
  }
}
