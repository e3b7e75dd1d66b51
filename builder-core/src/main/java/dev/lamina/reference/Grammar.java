package dev.lamina.reference;

import dev.lamina.digest.Digest;
import dev.lamina.io.Escaped;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of github.com/distribution/reference, with messages that say what is wrong. */
final class Grammar {
  private static final int MAX_PATH = 255;
  private static final int MAX_HOST = 262;
  private static final int MAX_TEXT = 4096;

  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern COMPONENT =
      Pattern.compile("[a-z0-9]++(?:(?:\\.|__?|-++)[a-z0-9]++)*+");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final Pattern IPV6 = Pattern.compile("\\[[A-Fa-f0-9:]+\\]");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");

  private Grammar() {}

  static Reference reference(String text) {
    if (text.isEmpty()) {
      throw malformed(text, "it is empty");
    }
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "invalid reference: longer than " + MAX_TEXT + " characters");
    }
    String rest = text;
    Digest digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = digest(text, rest.substring(at + 1));
      rest = rest.substring(0, at);
    }
    Tag tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/') && !rest.endsWith("]")) {
      tag = tag(text, rest.substring(colon + 1));
      rest = rest.substring(0, colon);
    }
    if (tag == null && digest == null) {
      tag = Tag.LATEST;
    }
    return new Reference(repository(text, rest), tag, digest);
  }

  static Repository repository(String text) {
    return repository(text, text);
  }

  private static Repository repository(String text, String name) {
    if (name.isEmpty()) {
      throw malformed(text, "the name before tag and digest is empty");
    }
    if (IDENTIFIER.matcher(name).matches()) {
      throw malformed(text, "a name cannot be 64 hex digits, which are an image ID");
    }
    int slash = name.indexOf('/');
    String registry = slash < 0 ? "" : name.substring(0, slash);
    String path = name;
    if (isRegistry(registry)) {
      path = name.substring(slash + 1);
    } else {
      registry = Repository.DOCKER_HUB;
    }
    if (registry.equals("index.docker.io")) {
      registry = Repository.DOCKER_HUB;
    }
    if (registry.equals(Repository.DOCKER_HUB) && path.indexOf('/') < 0) {
      path = Repository.OFFICIAL + path;
    }
    try {
      return new Repository(registry, path);
    } catch (IllegalArgumentException e) {
      throw malformed(text, e.getMessage());
    }
  }

  /** Docker's rule for what stands before the first slash: a host, or part of a Docker Hub name. */
  private static boolean isRegistry(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.toLowerCase(Locale.ROOT).equals(first);
  }

  private static Digest digest(String text, String digest) {
    try {
      return Digest.parse(digest);
    } catch (IllegalArgumentException e) {
      throw malformed(text, e.getMessage());
    }
  }

  private static Tag tag(String text, String tag) {
    try {
      return new Tag(tag);
    } catch (IllegalArgumentException e) {
      throw malformed(text, e.getMessage());
    }
  }

  static void checkTag(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the tag is empty");
    }
    if (name.length() > 128) {
      throw new IllegalArgumentException("the tag has more than 128 characters");
    }
    if (!TAG.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the tag '"
              + Escaped.text(name)
              + "' has characters other than letters, digits, '_', '.' and '-', or begins with '.' or '-'");
    }
  }

  static void checkRegistry(String registry) {
    if (registry.length() > MAX_HOST) {
      throw new IllegalArgumentException(
          "the registry's name has more than " + MAX_HOST + " characters");
    }
    int colon = registry.lastIndexOf(':');
    boolean port = colon >= 0 && !registry.endsWith("]");
    String host = port ? registry.substring(0, colon) : registry;
    if (port && !PORT.matcher(registry.substring(colon + 1)).matches()) {
      throw new IllegalArgumentException(
          "the port of '" + Escaped.text(registry) + "' is not a number");
    }
    if (!HOST.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + Escaped.text(host) + "' is not a host name");
    }
  }

  static void checkPath(String path) {
    if (path.length() > MAX_PATH) {
      throw new IllegalArgumentException(
          "the repository name has more than " + MAX_PATH + " characters");
    }
    if (!path.toLowerCase(Locale.ROOT).equals(path)) {
      throw new IllegalArgumentException("the repository name must be lower case");
    }
    for (String component : path.split("/", -1)) {
      if (!COMPONENT.matcher(component).matches()) {
        throw new IllegalArgumentException(
            component.isEmpty()
                ? "the repository name has an empty component"
                : "'"
                    + Escaped.text(component)
                    + "' is not letters and digits with single '.', '_', '__' or '-' between them");
      }
    }
  }

  private static IllegalArgumentException malformed(String text, @Nullable String why) {
    return new IllegalArgumentException("invalid reference '" + Escaped.text(text) + "': " + why);
  }
}
