package dev.lamina.edit;

import dev.lamina.image.PlatformMatcher;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An index while its entries change. An attestation goes with the image that it is about. */
final class IndexDraft {
  private static final String SUBJECT = "vnd.docker.reference.digest";

  private final ImageIndex start;
  private final List<Descriptor> entries;

  IndexDraft(ImageIndex start) {
    this.start = start;
    this.entries = new ArrayList<>(start.manifests());
  }

  /** What it has come to. */
  ImageIndex index() {
    return start.withManifests(entries);
  }

  /** Its entries by now. */
  List<Descriptor> entries() {
    return List.copyOf(entries);
  }

  /** Puts an entry behind the others. */
  void add(Descriptor entry) {
    entries.add(entry);
  }

  /** Puts another image in the place of one; an entry that is gone already stays gone. */
  void replace(Descriptor old, Descriptor changed) {
    int at = entries.indexOf(old);
    if (at >= 0) {
      entries.set(at, changed);
    }
    if (!changed.sameContent(old)) {
      dropAttestations(old);
    }
  }

  /** Takes an entry away. */
  void remove(Descriptor entry) {
    entries.remove(entry);
    dropAttestations(entry);
  }

  private void dropAttestations(Descriptor image) {
    String digest = image.digest().toString();
    entries.removeIf(e -> PlatformMatcher.isAttestation(e) && isAbout(e.annotations(), digest));
  }

  private static boolean isAbout(Map<String, String> annotations, String digest) {
    return digest.equals(annotations.get(SUBJECT));
  }
}
