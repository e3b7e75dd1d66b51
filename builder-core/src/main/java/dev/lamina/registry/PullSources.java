package dev.lamina.registry;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.http.ConnectionException;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import dev.lamina.reference.Repository;
import dev.lamina.registry.RegistryRule.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Where the images of a repository are had from: its mirrors in their order, then its own place. A
 * mirror is asked once; one that cannot be reached is not asked again. Safe for threads.
 */
final class PullSources {
  private final Repository name;
  private final List<Mirror> mirrors;
  private final RepositoryCalls own;
  private final Set<String> left;
  private final Set<Digest> opened = ConcurrentHashMap.newKeySet();
  private final Set<Repository> told = ConcurrentHashMap.newKeySet();
  private volatile Use asked = Use.DIGESTS;

  /** A mirror of the repository. */
  record Mirror(RepositoryCalls calls, Use use) {
    String host() {
      return calls.repository().registry();
    }
  }

  /** A question to one of the places. */
  @FunctionalInterface
  interface Ask<T> {
    T of(RepositoryCalls place) throws IOException;
  }

  /**
   * @param name of the repository
   * @param own its own place, under whatever name
   * @param left hosts of mirrors that are not asked again
   */
  PullSources(Repository name, List<Mirror> mirrors, RepositoryCalls own, Set<String> left) {
    this.name = name;
    this.mirrors = List.copyOf(mirrors);
    this.own = own;
    this.left = left;
  }

  /** The repository's own place. */
  RepositoryCalls own() {
    return own;
  }

  /** How the image is named of which parts are asked for from now on: some mirrors go by that. */
  void about(Reference image) {
    asked = image.digest() == null ? Use.TAGS : Use.DIGESTS;
  }

  /**
   * The first answer that is good.
   *
   * @param good of a mirror's answer; that of the own place counts whatever it is
   */
  <T> T first(Ask<T> ask, Predicate<T> good) throws IOException {
    return first(mirrors, ask, good);
  }

  /**
   * The first answer about a blob. One that is asked for again was perhaps not what it should be,
   * and comes from the repository's own place.
   *
   * @param again whether what has been read of it is to go on
   */
  <T> T firstOf(Digest blob, boolean again, Ask<T> ask) throws IOException {
    return first(opened.add(blob) || again ? mirrors : List.of(), ask, any -> true);
  }

  private <T> T first(List<Mirror> places, Ask<T> ask, Predicate<T> good) throws IOException {
    List<String> failed = new ArrayList<>();
    for (Mirror mirror : places) {
      if ((mirror.use() != Use.ALL && mirror.use() != asked) || left.contains(mirror.host())) {
        continue;
      }
      try {
        T answer = ask.of(mirror.calls());
        if (good.test(answer)) {
          tell(mirror.calls(), "its mirror ");
          return answer;
        }
        failed.add(mirror.calls().repository() + ": not there");
      } catch (RegistryException e) {
        failed.add(failed(mirror, e, e.kind() == RegistryException.Kind.UNREACHABLE));
      } catch (ConnectionException e) {
        failed.add(failed(mirror, e, true));
      } catch (PassingFailure e) {
        failed.add(failed(mirror, e.reason(), false));
      } catch (ContentMismatchException e) {
        failed.add(failed(mirror, e, true));
      } catch (RefusedInputException | NotFoundException e) {
        failed.add(failed(mirror, e, false));
      }
    }
    try {
      T answer = ask.of(own);
      if (!own.repository().equals(name)) {
        tell(own, "");
      }
      return answer;
    } catch (RegistryException e) {
      throw failed.isEmpty() ? e : withMirrors(e, failed);
    }
  }

  private static RegistryException withMirrors(RegistryException e, List<String> failed) {
    return new RegistryException(
        e.kind(),
        e.getMessage() + " (asked before: mirror " + String.join("; mirror ", failed) + ")",
        e.hint(),
        e);
  }

  private String failed(Mirror mirror, IOException why, boolean forGood) {
    if (forGood) {
      left.add(mirror.host());
    }
    String text = mirror.calls().repository() + ": " + why.getMessage();
    mirror
        .calls()
        .progress()
        .on(new ProgressEvent.Message("mirror " + text + "; the next place is asked"));
    return text;
  }

  private void tell(RepositoryCalls place, String role) {
    if (told.add(place.repository())) {
      String text = name + " comes from " + role + place.repository();
      place.progress().on(new ProgressEvent.Message(text));
    }
  }

  /** The place is not asked again, if it is a mirror. */
  void leave(RepositoryCalls place) {
    mirrors.stream()
        .filter(mirror -> mirror.calls().equals(place))
        .forEach(mirror -> left.add(mirror.host()));
  }
}
