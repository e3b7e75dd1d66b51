package dev.lamina.cli;

import dev.lamina.EditResult;
import dev.lamina.IndexEdits;
import dev.lamina.IndexEdits.Listed;
import dev.lamina.io.Escaped;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What the commands have that put images into an index. */
final class IndexOptions {
  @Option(
      names = "--set-platform",
      paramLabel = "IMAGE=OS/ARCH",
      description =
          "What an image runs on, in place of what it says itself; may be given several times")
  private List<String> platforms = new ArrayList<>();

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the digest of the index only")
  private boolean quiet;

  /** The images with the platforms that they are to have. */
  List<Listed> listed(List<String> images) throws UsageException {
    Map<String, Platform> given = new HashMap<>();
    for (String text : platforms) {
      int equals = text.lastIndexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "index: --set-platform '" + Escaped.text(text) + "': write IMAGE=OS/ARCH");
      }
      try {
        given.put(text.substring(0, equals), Platform.parse(text.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        throw new UsageException("index: --set-platform: " + e.getMessage());
      }
    }
    Set<String> strangers = new TreeSet<>(given.keySet());
    images.forEach(strangers::remove);
    if (!strangers.isEmpty()) {
      throw new UsageException(
          "index: --set-platform: there is no image " + Escaped.text(strangers.iterator().next()));
    }
    return images.stream().map(image -> new Listed(image, given.get(image))).toList();
  }

  /** Prints what an index has become, by its digest. */
  ExitCode print(Session session, IndexEdits.Changed changed) throws IOException {
    return print(session, changed, quiet);
  }

  static ExitCode print(Session session, IndexEdits.Changed changed, boolean quiet)
      throws IOException {
    session.close();
    EditResult result = changed.result();
    Console console = session.console();
    console.line(result.root().digest().toString());
    if (!quiet) {
      for (Descriptor old : changed.replaced()) {
        console.message(old.platform() + ": no longer " + old.digest());
      }
      EditOptions.printMoved(console, result);
    }
    return ExitCode.DONE;
  }
}
