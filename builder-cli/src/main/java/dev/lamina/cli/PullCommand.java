package dev.lamina.cli;

import dev.lamina.NamedRoot;
import dev.lamina.RegistryImages;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "pull",
    description = "Fetch images from registries into the store. Prints the names.")
final class PullCommand implements Action {
  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      converter = ReferenceConverter.class,
      description = "[HOST/]REPOSITORY[:TAG][@DIGEST]")
  private List<Reference> names = new ArrayList<>();

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      converter = PlatformConverter.class,
      description =
          "Which image of an index (DOCKER_DEFAULT_PLATFORM; else linux on this processor)")
  private @Nullable Platform platform;

  @Option(
      names = {"-a", "--all-platforms"},
      description = "The whole index, with the images for every platform")
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress")
  private boolean quiet;

  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    if (quiet) {
      session.beQuiet();
    }
    Platform wanted =
        platform == null ? PlatformOption.ofEnvironment(session.environment()) : platform;
    RegistryImages registries = registry.images(session);
    List<NamedRoot> pulled = new ArrayList<>();
    for (Reference name : names) {
      pulled.add(registries.pull(name, all ? null : wanted));
    }
    session.close();
    for (NamedRoot image : pulled) {
      session.console().line(String.valueOf(image.name()));
      Descriptor before = image.previous();
      if (before != null) {
        session.console().message(image.name() + " was " + before.digest() + " before");
      }
    }
    return ExitCode.DONE;
  }
}
