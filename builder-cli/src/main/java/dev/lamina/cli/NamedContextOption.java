package dev.lamina.cli;

import dev.lamina.build.BuildRequest;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --build-context}: what FROM and {@code COPY --from} find before stages and images. */
final class NamedContextOption {
  private static final String LAYOUT = "oci-layout://";
  private static final String IMAGE = "docker-image://";

  @Option(
      names = "--build-context",
      paramLabel = "NAME=SOURCE",
      converter = Assignment.Converter.class,
      description =
          "What FROM NAME and COPY --from=NAME mean: a directory, an image of a layout"
              + " (oci-layout://DIR[:TAG|@DIGEST]), or another image (docker-image://NAME); may be"
              + " given several times")
  private List<Assignment> contexts = new ArrayList<>();

  List<String> names() {
    return contexts.stream().map(Assignment::name).toList();
  }

  /** Adds the contexts to a request; files are looked at when a step needs them. */
  void addTo(BuildRequest.Builder request, Session session, ContextOptions options)
      throws IOException, UsageException {
    for (Assignment context : contexts) {
      String value = context.value();
      if (value == null || value.isEmpty()) {
        throw new UsageException(
            "build: --build-context " + Escaped.text(context.name()) + " needs a value",
            "write --build-context NAME=DIR");
      }
      try {
        add(request, session, context.name(), value, options);
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "build: --build-context "
                + Escaped.text(context.name())
                + ": the name is not one that an image could have: "
                + e.getMessage());
      }
    }
  }

  private static void add(
      BuildRequest.Builder request,
      Session session,
      String name,
      String value,
      ContextOptions options)
      throws IOException, UsageException {
    if (value.startsWith(LAYOUT)) {
      addLayout(request, session.environment(), name, value.substring(LAYOUT.length()));
      return;
    }
    if (value.startsWith(IMAGE)) {
      request.imageContext(name, image(name, value.substring(IMAGE.length())));
      return;
    }
    refuseRemote(name, value);
    Path root = session.environment().resolve(Path.of(value));
    DirectoryContext files =
        DirectoryContext.open(root, DockerIgnore.find(root, null, null), options);
    files.requireOutside(session.options().store(session.environment()), "the store");
    request.context(name, files);
  }

  /** As buildx splits it: a digest after the last @, a tag after the first colon. */
  private static void addLayout(
      BuildRequest.Builder request, Environment environment, String name, String text)
      throws UsageException {
    String path = text;
    String reference = null;
    int at = text.lastIndexOf('@');
    if (at >= 0 && isDigest(text.substring(at + 1))) {
      path = text.substring(0, at);
      reference = text.substring(at + 1);
    }
    int colon = path.indexOf(':');
    if (colon >= 0) {
      reference = reference == null ? path.substring(colon + 1) : reference;
      path = path.substring(0, colon);
    }
    if (path.isEmpty() || "".equals(reference)) {
      throw new UsageException(
          "build: --build-context "
              + Escaped.text(name)
              + ": '"
              + Escaped.text(LAYOUT + text)
              + "' does not name a directory and an image",
          "write oci-layout://DIR, oci-layout://DIR:TAG or oci-layout://DIR@sha256:…");
    }
    request.layoutContext(name, environment.resolve(Path.of(path)), reference);
  }

  private static Reference image(String name, String text) throws UsageException {
    try {
      return Reference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "build: --build-context " + Escaped.text(name) + ": " + e.getMessage());
    }
  }

  private static boolean isDigest(String text) {
    try {
      Digest.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void refuseRemote(String name, String value) throws UsageException {
    String what = "build: --build-context " + Escaped.text(name) + ": ";
    String shown = "'" + Escaped.text(value) + "'";
    @Nullable String scheme = scheme(value);
    if (scheme != null) {
      throw new UsageException(
          what + shown + ": nothing is fetched from " + scheme + " addresses by this version",
          "fetch it beforehand and name the directory");
    }
  }

  private static @Nullable String scheme(String value) {
    if (value.startsWith("git@")) {
      return "git";
    }
    int end = value.indexOf("://");
    return end > 0 ? Escaped.text(value.substring(0, end)) : null;
  }
}
