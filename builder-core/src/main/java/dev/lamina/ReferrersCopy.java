package dev.lamina;

import dev.lamina.content.BlobSource;
import dev.lamina.digest.Digest;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImageSink;
import dev.lamina.image.NamedImage;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressListener;
import dev.lamina.registry.RegistryException;
import dev.lamina.registry.RegistryRepository;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copies an image with what refers to it, from one repository to another. */
final class ReferrersCopy {
  /** More are not copied: what refers to what may go on without an end. */
  private static final int MAX_REFERRERS = 1_000;

  private final RegistryRepository from;
  private final Target to;
  private final int jobs;
  private final ProgressListener progress;

  /** Every document at the target, once: what refers to it is still to be asked for. */
  private final Deque<Digest> subjects = new ArrayDeque<>();

  private final Set<Digest> seen = new HashSet<>();

  ReferrersCopy(
      RegistryRepository from, RegistryRepository to, int jobs, ProgressListener progress) {
    this.from = from;
    this.to = new Target(to);
    this.jobs = jobs;
    this.progress = progress;
  }

  /**
   * Copies everything and leaves it to the caller to publish the root.
   *
   * @return the root, then what was copied with it
   */
  List<Descriptor> run(Descriptor root) throws IOException {
    List<Descriptor> copied = new ArrayList<>();
    ImageCopier.copy(from, root, to, jobs);
    copied.add(root);
    for (Digest subject = subjects.poll(); subject != null; subject = subjects.poll()) {
      for (Descriptor referrer : from.referrers(subject, null)) {
        if (copied.size() > MAX_REFERRERS) {
          throw new RefusedInputException(
              "more than " + MAX_REFERRERS + " documents refer to " + root.digest());
        }
        if (!seen.contains(referrer.digest()) && isThere(referrer, subject)) {
          ImageCopier.copy(from, referrer, to, jobs);
          copied.add(referrer);
        }
      }
    }
    return copied;
  }

  /** Lists under a tag go on naming what has been removed. */
  private boolean isThere(Descriptor referrer, Digest subject) throws IOException {
    try {
      from.manifest(referrer.bare());
      return true;
    } catch (RegistryException e) {
      if (e.kind() != RegistryException.Kind.NOT_FOUND) {
        throw e;
      }
      String listed = referrer.digest() + " is listed as what refers to " + subject;
      progress.on(new ProgressEvent.Message(listed + ", and is not there; it is left out"));
      return false;
    }
  }

  /** The target, which tells what arrives. */
  private final class Target implements ImageSink {
    private final RegistryRepository repository;

    Target(RegistryRepository repository) {
      this.repository = repository;
    }

    @Override
    public void copy(Descriptor blob, BlobSource source) throws IOException {
      repository.copy(blob, source);
    }

    @Override
    public void put(Document<?> document) throws IOException {
      repository.put(document);
      Digest digest = document.descriptor().digest();
      if (seen.add(digest)) {
        subjects.add(digest);
      }
    }

    @Override
    public List<NamedImage> publish(List<NamedImage> images) throws IOException {
      return repository.publish(images);
    }
  }
}
