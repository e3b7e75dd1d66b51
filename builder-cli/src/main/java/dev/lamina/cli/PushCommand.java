package dev.lamina.cli;

import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.reference.Repository;
import dev.lamina.registry.BlobPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "push",
    description =
        "Send an image to a registry: what it has already is not sent. Prints the manifest digest.")
final class PushCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A name, an image ID or a digest of the store")
  private String image = "";

  @Parameters(
      index = "1..*",
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "[HOST/]REPOSITORY[:TAG] to send it to; without one, IMAGE is the name")
  private List<Reference> names = new ArrayList<>();

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      converter = PlatformConverter.class,
      description = "One image of an index alone (default: the index with all its images)")
  private @Nullable Platform platform;

  @Option(
      names = "--all-platforms",
      description = "The index with all its images, which is the default")
  private boolean all;

  @Option(
      names = "--dry-run",
      description =
          "Show what would become of each blob (exists, mounts, uploads) and send nothing")
  private boolean dryRun;

  @Option(
      names = "--digestfile",
      paramLabel = "FILE",
      description = "Write the manifest digest to this file")
  private @Nullable Path digestFile;

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
    List<Reference> targets = names.isEmpty() ? List.of(named()) : names;
    if (all && platform != null) {
      throw new UsageException("push: --platform and --all-platforms exclude each other");
    }
    for (Reference target : targets) {
      if (target.tag() == null) {
        throw new UsageException(
            "push: " + target.familiar() + " has no tag",
            "write NAME:TAG; digests come by themselves");
      }
    }
    if (dryRun) {
      return plan(session, targets);
    }
    Descriptor root = registry.images(session).push(image, targets, platform);
    session.close();
    if (digestFile != null) {
      Files.write(
          session.environment().resolve(digestFile),
          root.digest().toString().getBytes(StandardCharsets.US_ASCII));
    }
    session.console().line(root.digest().toString());
    return ExitCode.DONE;
  }

  private ExitCode plan(Session session, List<Reference> targets)
      throws IOException, UsageException {
    Map<Repository, List<BlobPlan>> plans =
        registry.images(session).planPush(image, targets, platform);
    session.close();
    for (Map.Entry<Repository, List<BlobPlan>> each : plans.entrySet()) {
      session.console().line("to " + each.getKey().familiar());
      for (BlobPlan plan : each.getValue()) {
        session.console().line("  " + line(plan));
      }
    }
    for (Reference target : targets) {
      session.console().line("tag " + target.familiar());
    }
    return ExitCode.DONE;
  }

  private static String line(BlobPlan plan) {
    String size = Human.size(plan.what().size());
    return plan.what().digest()
        + switch (plan.fate()) {
          case EXISTS -> "  exists   " + size;
          case MOUNTS -> "  mounts   " + size + " from " + plan.from();
          case UPLOADS -> "  uploads  " + size;
        };
  }

  private Reference named() throws UsageException {
    try {
      return Reference.parse(image);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "push: '" + Console.printable(image) + "' is no name to push to",
          "name one: lamina push IMAGE NAME");
    }
  }
}
