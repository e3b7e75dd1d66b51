package dev.lamina.cli;

import dev.lamina.EditRequest;
import dev.lamina.EditResult;
import dev.lamina.NamedRoot;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command has that makes an image of an image. */
final class EditOptions {
  @Option(
      names = {"-t", "--tag"},
      paramLabel = "NAME",
      order = 50,
      converter = ReferenceConverter.class,
      description =
          "A name for the result; may be given several times (default: the name by which the image"
              + " was given moves to it)")
  private List<Reference> names = new ArrayList<>();

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      order = 51,
      converter = PlatformConverter.class,
      description =
          "Which image of a multi-platform one; the result is then that image alone (default: all"
              + " of them)")
  private @Nullable Platform platform;

  @Option(
      names = {"-q", "--quiet"},
      order = 52,
      description = "Print the image ID only, and show no progress")
  private boolean quiet;

  @Mixin private SourceDateOption date = new SourceDateOption();

  /** What is asked for. */
  EditRequest request(Session session, String image) throws UsageException {
    if (quiet) {
      session.beQuiet();
    }
    return new EditRequest(
        image, platform, names, date.sourceDate(session.environment(), List.of()));
  }

  /** Prints what was made. */
  ExitCode print(Session session, EditResult result) throws IOException {
    session.close();
    session.console().line(result.imageId().toString());
    if (!quiet) {
      printMoved(session.console(), result);
    }
    return ExitCode.DONE;
  }

  /** Says what names stood for before. */
  static void printMoved(Console console, EditResult result) {
    for (NamedRoot named : result.names()) {
      Descriptor before = named.previous();
      if (named.name() != null && before != null) {
        console.message(named.name().familiar() + " was " + before.digest() + " before");
      }
    }
  }
}
