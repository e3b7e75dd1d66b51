package dev.lamina.filetree;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.entry.Entry;
import dev.lamina.io.PackedOutput;
import java.security.MessageDigest;
import java.util.List;

/**
 * All that the bytes of a layer depend on: its entries, with a digest in place of each content, and
 * the form in which they are stored. No layer below is part of it. Every part is written with its
 * length, so that different inputs are different bytes.
 */
public final class LayerInput {
  private final Digest outline;

  private LayerInput(Digest outline) {
    this.outline = outline;
  }

  /**
   * The input of a layer.
   *
   * @param entries in the order of the byte contract
   * @param form format of the contract, compression and level
   */
  public static LayerInput of(List<Entry> entries, String form) {
    PackedOutput out = new PackedOutput().text("lamina layer input 1").text(form);
    out.number(entries.size());
    PackedEntries.Writer writer = new PackedEntries.Writer(out);
    for (Entry entry : entries) {
      entry.accept(writer);
    }
    return new LayerInput(Digest.sha256(out.toBytes()));
  }

  /**
   * A name of everything but what is in the files: a layer whose outline was never seen was never
   * made, and no file has to be read to know that.
   */
  public Digest outline() {
    return outline;
  }

  /**
   * A name of everything.
   *
   * @param digests one for each entry
   */
  public Digest key(ContentDigests digests) {
    MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
    hash.update(outline.toString().getBytes(US_ASCII));
    digests.update(hash);
    return Digest.of(DigestAlgorithm.SHA256, hash);
  }
}
