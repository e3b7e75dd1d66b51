package dev.lamina.dockerfile.instruction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The flags of RUN as written. */
public record RunFlags(
    List<String> mounts,
    List<String> devices,
    @Nullable String network,
    @Nullable String security) {
  public RunFlags {
    mounts = List.copyOf(mounts);
    devices = List.copyOf(devices);
  }
}
