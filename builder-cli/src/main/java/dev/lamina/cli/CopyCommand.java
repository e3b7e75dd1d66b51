package dev.lamina.cli;

import dev.lamina.CopyRequest;
import dev.lamina.ImageTransfers;
import dev.lamina.NamedRoot;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.transport.ImagePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "copy",
    description =
        "Copy images from any place to any other; where both are in one registry, it does the"
            + " copying. Prints the manifest digest. An index is copied whole unless --platform picks"
            + " one of its images; docker-archive: and docker-daemon: hold one image of an index and"
            + " no manifests, so digests are kept everywhere but there.",
    footer = {
      "",
      "Places:",
      "  store:NAME                  the store",
      "  docker://NAME               a registry",
      "  oci:DIR[:NAME]              an OCI image layout",
      "  oci-archive:FILE[:NAME]     an OCI image layout in a tar",
      "  docker-archive:FILE[:NAME]  a tar of docker save",
      "  docker-daemon:NAME          the Docker engine of DOCKER_HOST",
      "  dir:DIR                     a directory with a file for each blob",
      "FILE may be - for standard input or output. To read, NAME may be @N for the entry of that",
      "number or @DIGEST; without it the only image is meant, or latest. To write without NAME"
          + " keeps",
      "the names that images have."
    })
final class CopyCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      converter = PlaceConverter.class,
      description = "Where the image is")
  private ImagePlace from = new ImagePlace.InStore("");

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      converter = PlaceConverter.class,
      description = "Where it is to be")
  private ImagePlace to = new ImagePlace.InStore("");

  @Option(
      names = {"-a", "--all"},
      description = "Every image of an archive, a layout or the store (store:), under all names")
  private boolean all;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      converter = PlatformConverter.class,
      description = "One image of an index alone (default: the index with all its images)")
  private @Nullable Platform platform;

  @Option(
      names = "--preserve-digests",
      description = "Fail where the target cannot keep the manifest digest")
  private boolean preserveDigests;

  @Option(
      names = {"--compression", "--dest-compress-format"},
      paramLabel = "gzip|zstd|none",
      description =
          "Compress layers anew, those excepted that are so already; image IDs stay, manifest"
              + " digests change")
  private @Nullable CompressionKind compression;

  @Option(
      names = "--referrers",
      description =
          "From registry to registry: with the image, what refers to it or its parts (signatures,"
              + " lists of contents), and what refers to that")
  private boolean referrers;

  @Option(
      names = "--digestfile",
      paramLabel = "FILE",
      description = "Write the manifest digest to a file")
  private @Nullable Path digestFile;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress")
  private boolean quiet;

  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    check(session.environment());
    if (quiet) {
      session.beQuiet();
    }
    return referrers ? withReferrers(session) : plain(session);
  }

  private void check(Environment environment) throws UsageException {
    if (preserveDigests && !to.keepsDigests()) {
      throw new UsageException(
          "copy: " + Console.printable(to.toString()) + " cannot keep digests",
          "docker-archive: and docker-daemon: hold no manifests; oci-archive: does");
    }
    if (preserveDigests && compression != null) {
      throw new UsageException(
          "copy: --compression changes digests, --preserve-digests forbids it");
    }
    if (writesStandard() && environment.outputTerminal()) {
      throw new UsageException(
          "copy: an archive is not for a terminal", "write to a file or a pipe");
    }
  }

  private boolean writesStandard() {
    return to instanceof ImagePlace.InArchive archive && archive.isStandard();
  }

  private ExitCode plain(Session session) throws IOException, UsageException {
    ImageTransfers transfers = session.images().transfers(registry.transports(session));
    Path here = session.environment().directory();
    CopyRequest request =
        new CopyRequest(
            all ? CopyRequest.Selection.ALL : CopyRequest.Selection.ONE,
            platform,
            compression == null ? null : compression.compression());
    List<NamedRoot> copied;
    try {
      copied = transfers.copy(from.below(here), to.below(here), request);
    } catch (IllegalArgumentException e) {
      throw new UsageException("copy: " + e.getMessage());
    }
    session.close();
    writeDigest(session, copied.get(0).root());
    for (NamedRoot image : copied) {
      print(session.console(), image);
    }
    return ExitCode.DONE;
  }

  private void print(Console console, NamedRoot image) throws IOException {
    if (!writesStandard()) {
      console.line(image.root().digest().toString());
    }
    Descriptor before = image.previous();
    if (before != null) {
      Reference name = image.name();
      String shown = all && name != null ? name.familiar() : Console.printable(to.toString());
      console.message(shown + " was " + before.digest() + " before");
    }
  }

  private ExitCode withReferrers(Session session) throws IOException, UsageException {
    if (!(from instanceof ImagePlace.InRegistry source)
        || !(to instanceof ImagePlace.InRegistry target)
        || all
        || compression != null) {
      throw new UsageException(
          "copy: --referrers is for an image as it is, from one registry to another",
          "write docker://NAME twice");
    }
    List<Descriptor> copied =
        registry.images(session).copyWithReferrers(source.name(), target.name(), platform);
    session.close();
    writeDigest(session, copied.get(0));
    session.console().line(copied.get(0).digest().toString());
    for (Descriptor referrer : copied.subList(1, copied.size())) {
      session.console().message("with " + referrer.digest() + type(referrer));
    }
    return ExitCode.DONE;
  }

  private void writeDigest(Session session, Descriptor root) throws IOException {
    if (digestFile != null) {
      Files.writeString(session.environment().resolve(digestFile), root.digest().toString());
    }
  }

  private static String type(Descriptor referrer) {
    String type = referrer.artifactType();
    return type == null ? "" : ", " + Console.printable(type);
  }
}
