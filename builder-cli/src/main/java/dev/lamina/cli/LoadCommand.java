package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.NamedRoot;
import dev.lamina.digest.Digest;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "load",
    description =
        "Read images from an archive of docker save (old or new) or an OCI archive, compressed or"
            + " not. A name that exists moves to the loaded image.")
final class LoadCommand implements Action {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The archive (default: standard input)")
  private @Nullable Path file;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "The archive, as docker spells it")
  private @Nullable Path input;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print image IDs only, and show no progress")
  private boolean quiet;

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    if (quiet) {
      session.beQuiet();
    }
    Images images = session.images();
    List<NamedRoot> loaded = load(images, session.environment());
    session.close();
    Platform platform = PlatformOption.ofEnvironment(session.environment());
    for (NamedRoot image : loaded) {
      print(session.console(), image, id(images, image.root().digest(), platform).toString());
    }
    return ExitCode.DONE;
  }

  /** What is loaded need not be an image that runs: an artifact has no ID but its digest. */
  private static Digest id(Images images, Digest root, Platform platform) throws IOException {
    try {
      return images.inspect(root.toString(), platform).image().id();
    } catch (RefusedInputException | NotFoundException e) {
      return root;
    }
  }

  private List<NamedRoot> load(Images images, Environment environment) throws IOException {
    Path named = input == null ? file : input;
    if (named == null || named.toString().equals("-")) {
      return images.load(environment.in());
    }
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(environment.resolve(named)))) {
      return images.load(in);
    }
  }

  private void print(Console console, NamedRoot image, String id) throws IOException {
    Reference name = image.name();
    if (quiet) {
      console.line(id);
      return;
    }
    console.line(name == null ? "Loaded image ID: " + id : "Loaded image: " + name.familiar());
    Descriptor before = image.previous();
    if (name != null && before != null) {
      console.message(name.familiar() + " was " + before.digest() + " before");
    }
  }
}
