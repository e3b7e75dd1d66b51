package dev.lamina.credentials;

import dev.lamina.reference.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds credentials. Safe for threads. */
public interface CredentialSource {
  /** Has none. */
  CredentialSource NONE =
      new CredentialSource() {
        @Override
        public Optional<Credentials> find(Repository repository) {
          return Optional.empty();
        }

        @Override
        public List<String> places() {
          return List.of();
        }
      };

  /**
   * The credentials for a repository; empty means that we go there without a name.
   *
   * @throws IOException when a file cannot be read or understood, or a helper that is configured
   *     for this registry is missing or fails; names file, key and helper, and no secret
   */
  Optional<Credentials> find(Repository repository) throws IOException;

  /** Where was looked, for messages. */
  List<String> places();

  /** Always the same. */
  static CredentialSource of(Credentials credentials) {
    return new CredentialSource() {
      @Override
      public Optional<Credentials> find(Repository repository) {
        return Optional.of(credentials);
      }

      @Override
      public List<String> places() {
        return List.of(credentials.origin());
      }
    };
  }
}
