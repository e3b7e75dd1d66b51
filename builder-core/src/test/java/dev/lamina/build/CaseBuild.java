package dev.lamina.build;

import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.image.MemoryImages;
import dev.lamina.oci.Platform;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import dev.lamina.testing.BuildCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The builds of one {@link BuildCase}: of its base, where it has one, and of itself. */
final class CaseBuild {
  private final BuildCase which;
  private final Path scratch;
  private final MemoryImages images;
  private final List<String> warnings = new ArrayList<>();

  private @Nullable String file;
  private @Nullable Long date;
  private boolean preserve;

  CaseBuild(BuildCase which, Path scratch, MemoryImages images) {
    this.which = which;
    this.scratch = scratch;
    this.images = images;
  }

  /** What the last build warned of, a line each. */
  List<String> warnings() {
    return warnings;
  }

  BuildResult run() throws IOException, DockerfileException {
    Path context = which.context(scratch);
    if (which.hasBase()) {
      file = "base.Dockerfile";
      build(request(context).name(Reference.parse(which.baseName())));
      file = null;
      warnings.clear();
    }
    List<Option> options = options();
    options.forEach(this::aboutContext);
    BuildRequest.Builder request = request(context);
    options.forEach(option -> aboutImage(option, request));
    return build(request);
  }

  private BuildResult build(BuildRequest.Builder request) throws IOException, DockerfileException {
    ProgressListener watcher =
        event -> {
          // what the checks say of a Dockerfile has cases of its own, in testdata/lint
          if (event instanceof ProgressEvent.Warning warning && warning.rule() == null) {
            warnings.add((warning.range() + ": " + warning.text()).replaceFirst("^null: ", ""));
          }
        };
    return new ImageBuilder(images, images, () -> scratch, watcher, Cancellation.NONE)
        .build(request.build());
  }

  private record Option(String name, String value) {}

  private List<Option> options() throws IOException {
    List<Option> options = new ArrayList<>();
    for (Iterator<String> words = which.options().iterator(); words.hasNext(); ) {
      options.add(new Option(words.next(), words.next()));
    }
    return options;
  }

  private void aboutContext(Option option) {
    switch (option.name()) {
      case "-f" -> file = option.value();
      case "--timestamp" -> date = Long.valueOf(option.value());
      case "--timestamps" -> preserve = option.value().equals("preserve");
      default -> {}
    }
  }

  private static void aboutImage(Option option, BuildRequest.Builder request) {
    String[] pair = option.value().split("=", 2);
    switch (option.name()) {
      case "--build-arg" -> request.buildArg(pair[0], pair[1]);
      case "--label" -> request.label(pair[0], pair[1]);
      case "--target" -> request.target(option.value());
      case "--platform" -> request.platforms(List.of(Platform.parse(option.value())));
      case "-f", "--timestamp", "--timestamps" -> {}
      default -> throw new IllegalArgumentException(option.name().toUpperCase(Locale.ROOT));
    }
  }

  private BuildRequest.Builder request(Path context) throws IOException {
    SourceDate sourceDate = date == null ? SourceDate.EPOCH : SourceDate.given(date);
    DockerfileSource dockerfile = DockerfileSource.find(context, null);
    Path place = dockerfile.file().orElse(null);
    if (file != null) {
      place = context.resolve(file);
      try (InputStream in = Files.newInputStream(place)) {
        dockerfile = DockerfileSource.read(file, in);
      }
    }
    ContextOptions options =
        preserve ? ContextOptions.preservingTimes() : ContextOptions.at(sourceDate.seconds());
    return BuildRequest.builder(
            dockerfile,
            DirectoryContext.open(context, DockerIgnore.find(context, place, null), options))
        .sourceDate(sourceDate);
  }
}
