package dev.lamina.filetree;

import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of each file of a layer, as far as they are known, packed: a layer has tens of
 * thousands, and most are never looked at.
 */
public final class ContentDigests {
  /** Bytes of one. */
  static final int LENGTH = 32;

  /** Of a layer whose files were not hashed. */
  public static final ContentDigests UNKNOWN = new ContentDigests(new byte[0], 0, 0);

  private final byte[] packed;
  private final int start;
  private final int count;

  /**
   * @param packed for each entry of the layer the hash of its content, zeros for what is no file
   * @param start of the first
   * @param count of entries
   */
  ContentDigests(byte[] packed, int start, int count) {
    this.packed = packed;
    this.start = start;
    this.count = count;
  }

  void write(PackedOutput out) {
    out.number(count).raw(packed, start, count * LENGTH);
  }

  /**
   * The inverse of {@link #write}; nothing is copied.
   *
   * @throws IllegalStateException when they are not those of as many entries
   */
  static ContentDigests read(PackedInput in, int entries) {
    int count = (int) in.number();
    if (count == 0) {
      return UNKNOWN;
    }
    if (count != entries) {
      throw new IllegalStateException(count + " digests of " + entries + " entries");
    }
    ContentDigests digests = new ContentDigests(in.array(), in.position(), count);
    in.skip(count * LENGTH);
    return digests;
  }

  /** As {@link #write}, of one file alone. */
  void writeOne(int ordinal, PackedOutput out) {
    boolean known = ordinal < count;
    out.number(known ? 1 : 0);
    if (known) {
      out.raw(packed, start + ordinal * LENGTH, LENGTH);
    }
  }

  /** The inverse of {@link #writeOne}: those of a layer of which only this file is asked for. */
  static ContentDigests readOne(PackedInput in, int ordinal) {
    if (in.number() == 0) {
      return UNKNOWN;
    }
    ContentDigests digests =
        new ContentDigests(in.array(), in.position() - ordinal * LENGTH, ordinal + 1);
    in.skip(LENGTH);
    return digests;
  }

  /**
   * The bytes of one, as {@link #of} has them.
   *
   * @return null when it is not known
   */
  public byte @Nullable [] bytes(int ordinal) {
    if (ordinal >= count) {
      return null;
    }
    int from = start + ordinal * LENGTH;
    return Arrays.copyOfRange(packed, from, from + LENGTH);
  }

  /** All of them, one after the other, into a hash. */
  void update(MessageDigest hash) {
    hash.update(packed, start, count * LENGTH);
  }

  /**
   * That of one file.
   *
   * @param ordinal which entry of the layer, from 0
   * @return null when it is not known
   */
  public @Nullable Digest of(int ordinal) {
    if (ordinal >= count) {
      return null;
    }
    int from = start + ordinal * LENGTH;
    return new Digest(
        DigestAlgorithm.SHA256, HexFormat.of().formatHex(packed, from, from + LENGTH));
  }
}
