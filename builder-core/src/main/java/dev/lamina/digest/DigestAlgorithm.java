package dev.lamina.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash algorithms that the OCI image specification registers ("Registered algorithms"). */
public enum DigestAlgorithm {
  /** SHA-256, the algorithm of everything that Lamina writes. */
  SHA256("sha256", "SHA-256", 64),
  /** SHA-512, read and verified where others used it. */
  SHA512("sha512", "SHA-512", 128);

  private final String id;
  private final String jcaName;
  private final int hexLength;

  DigestAlgorithm(String id, String jcaName, int hexLength) {
    this.id = id;
    this.jcaName = jcaName;
    this.hexLength = hexLength;
  }

  /**
   * The name before the colon of a digest: {@code sha256}. Also the directory under {@code blobs/}.
   */
  public String id() {
    return id;
  }

  /** Length of the encoded part in characters. */
  public int hexLength() {
    return hexLength;
  }

  /** A fresh hash state. */
  public MessageDigest newMessageDigest() {
    try {
      return MessageDigest.getInstance(jcaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + jcaName, e);
    }
  }
}
