package dev.lamina.credentials;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.lamina.reference.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the registries of clouds accept from machines of their own, where no file says anything: the
 * helpers {@code gcr} and {@code ecr-login}, when they are installed, and Google's application
 * default credentials. Done by Jib Core.
 */
public final class CloudCredentials implements CredentialSource {
  /** Others are not asked, so that no class of Jib is loaded for them. */
  private static final Pattern CLOUDS =
      Pattern.compile(
          "(.+\\.)?gcr\\.io|.+\\.pkg\\.dev|.+\\.amazonaws\\.com(\\.cn)?|public\\.ecr\\.aws");

  private final CredentialSource files;

  /**
   * @param files asked first
   */
  public CloudCredentials(CredentialSource files) {
    this.files = files;
  }

  @Override
  public Optional<Credentials> find(Repository repository) throws IOException {
    Optional<Credentials> found = files.find(repository);
    boolean cloud = CLOUDS.matcher(repository.registry()).matches();
    return found.isPresent() || !cloud ? found : Jib.find(repository);
  }

  @Override
  public List<String> places() {
    return files.places();
  }

  /** A class of its own, so that the one above is loaded without any of Jib's. */
  private static final class Jib {
    static Optional<Credentials> find(Repository repository) throws IOException {
      CredentialRetrieverFactory factory =
          CredentialRetrieverFactory.forImage(
              ImageReference.of(repository.registry(), repository.path(), null), event -> {});
      List<CredentialRetriever> retrievers =
          List.of(
              factory.wellKnownCredentialHelpers(), factory.googleApplicationDefaultCredentials());
      for (CredentialRetriever retriever : retrievers) {
        try {
          Optional<Credential> credential = retriever.retrieve();
          if (credential.isPresent()) {
            return credential.map(
                c ->
                    Credentials.of(
                        c.getUsername(),
                        c.getPassword(),
                        "the cloud's credentials of this machine"));
          }
        } catch (CredentialRetrievalException e) {
          throw new IOException(
              "the cloud's credentials for " + repository.registry() + " cannot be had", e);
        }
      }
      return Optional.empty();
    }
  }
}
