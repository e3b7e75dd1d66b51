package dev.lamina.cli;

import dev.lamina.ImageDetails;
import dev.lamina.oci.Platform;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --remote} of the commands that look at one image. */
final class RemoteOptions {
  @Option(
      names = "--remote",
      order = 59,
      description = "Look at the registry instead of the store; no layer is fetched")
  private boolean remote;

  @Mixin private RegistryFlags registry = new RegistryFlags();

  boolean isRemote() {
    return remote;
  }

  RegistryFlags registry() {
    return registry;
  }

  /** What is known of an image, here or there. */
  ImageDetails details(Session session, String image, Platform platform)
      throws IOException, UsageException {
    if (remote) {
      return registry.images(session).inspect(ReferenceConverter.reference(image), platform);
    }
    return registry.anywhere(session).inspect(RegistryFlags.place(session, image), platform);
  }
}
