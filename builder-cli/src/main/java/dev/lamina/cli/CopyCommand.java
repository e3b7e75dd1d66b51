package dev.lamina.cli;

import dev.lamina.RegistryImages;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "copy",
    description =
        "Copy an image from one repository to another, with nothing kept here; what both have in one"
            + " registry is copied there. Prints the manifest digest, which stays the same.")
final class CopyCommand implements Action {
  private static final String REGISTRY = "docker://";

  @Parameters(index = "0", paramLabel = "SOURCE", description = "docker://NAME[:TAG][@DIGEST]")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TARGET", description = "docker://NAME[:TAG]")
  private String to = "";

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      converter = PlatformConverter.class,
      description = "One image of an index alone (default: the index with all its images)")
  private @Nullable Platform platform;

  @Option(
      names = "--referrers",
      description =
          "With the image, what refers to it or its parts (signatures, lists of contents), and what"
              + " refers to that")
  private boolean referrers;

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
    List<Descriptor> copied = copy(session, reference(from), reference(to));
    session.close();
    session.console().line(copied.get(0).digest().toString());
    for (Descriptor referrer : copied.subList(1, copied.size())) {
      session.console().message("with " + referrer.digest() + type(referrer));
    }
    return ExitCode.DONE;
  }

  /** The image, then what was copied with it. */
  private List<Descriptor> copy(Session session, Reference source, Reference target)
      throws IOException, UsageException {
    RegistryImages images = registry.images(session);
    return referrers
        ? images.copyWithReferrers(source, target, platform)
        : List.of(images.copy(source, target, platform));
  }

  private static String type(Descriptor referrer) {
    String type = referrer.artifactType();
    return type == null ? "" : ", " + Console.printable(type);
  }

  private static Reference reference(String text) throws UsageException {
    if (!text.startsWith(REGISTRY)) {
      throw new UsageException(
          "copy: '" + Console.printable(text) + "' is not of a registry",
          "write docker://NAME; for archives and layouts there are save and load");
    }
    return ReferenceConverter.reference(text.substring(REGISTRY.length()));
  }
}
