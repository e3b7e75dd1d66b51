package dev.lamina.oci;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamina.digest.Digest;
import java.util.List;

/** The name of a stack of applied layers (OCI image-spec, config.md, "Layer ChainID"). */
public final class ChainId {
  private ChainId() {}

  /**
   * The ChainID of layers given from the bottom to the top.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Digest of(List<Digest> diffIds) {
    if (diffIds.isEmpty()) {
      throw new IllegalArgumentException("no layers, no ChainID");
    }
    Digest chain = diffIds.get(0);
    for (Digest diffId : diffIds.subList(1, diffIds.size())) {
      chain = Digest.sha256((chain + " " + diffId).getBytes(US_ASCII));
    }
    return chain;
  }
}
