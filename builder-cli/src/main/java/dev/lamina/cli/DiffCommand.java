package dev.lamina.cli;

import dev.lamina.ComparisonOptions;
import dev.lamina.ComparisonOptions.Part;
import dev.lamina.ImageContents;
import dev.lamina.ImageDifference;
import dev.lamina.filetree.FileAspect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description =
        "Show how two images differ, or the files of an image and those of a directory. Ends with 1"
            + " when they do.")
final class DiffCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A name, an image ID, a digest, or a place as of copy")
  private String before = "";

  @Parameters(
      index = "1",
      paramLabel = "IMAGE|DIR",
      description = "Another, or a directory, which begins with ./, ../ or /")
  private String after = "";

  @Option(names = "--config", description = "Compare the configuration")
  private boolean config;

  @Option(names = "--layers", description = "Compare which layers there are")
  private boolean layers;

  @Option(names = "--files", description = "Compare the files that a container would see")
  private boolean files;

  @Option(
      names = "--per-layer",
      description = "Compare the entries of layers, place by place, where the layers differ")
  private boolean eachLayer;

  @Option(
      names = "--ignore",
      paramLabel = "WHAT",
      split = ",",
      description = "What of files does not count: ${COMPLETION-CANDIDATES}; repeatable")
  private List<FileAspect> ignored = List.of();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: text)")
  private ReportFormat format = ReportFormat.TEXT;

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    ComparisonOptions options =
        new ComparisonOptions(
            platform.platform(session.environment()), parts(), Set.copyOf(ignored));
    ImageContents contents = registry.anywhere(session).contents();
    ImageDifference difference;
    String first = RegistryFlags.place(session, before);
    if (isDirectory(after)) {
      if (config || layers || eachLayer) {
        throw new UsageException("diff: a directory has files alone, no configuration or layers");
      }
      Path directory = session.environment().resolve(Path.of(after));
      difference = contents.compareDirectory(first, directory, options);
    } else {
      difference = contents.compare(first, RegistryFlags.place(session, after), options);
    }
    Console console = session.console();
    if (format == ReportFormat.JSON) {
      console.line(PrettyJson.of(DifferenceJson.of(difference)));
    } else {
      console.print(DifferenceText.of(difference));
    }
    return difference.isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS;
  }

  private Set<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (config) {
      parts.add(Part.CONFIG);
    }
    if (layers) {
      parts.add(Part.LAYERS);
    }
    if (files) {
      parts.add(Part.FILES);
    }
    if (eachLayer) {
      parts.add(Part.EACH_LAYER);
    }
    return parts.isEmpty() ? EnumSet.of(Part.CONFIG, Part.LAYERS, Part.FILES) : Set.copyOf(parts);
  }

  /** No image's name begins like this. */
  private static boolean isDirectory(String text) {
    return text.matches("(/|\\./|\\.\\./).*|\\.|\\.\\.");
  }
}
