package dev.lamina.cli;

import dev.lamina.build.BuildRequest;
import dev.lamina.build.BuildResult;
import dev.lamina.build.SourceDate;
import dev.lamina.compression.Compression;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "build",
    description =
        "Build an image from a Dockerfile and a context. Prints the image ID; without a name the"
            + " image is nameless, and prune removes it.")
final class BuildCommand implements Action {
  @Option(
      names = {"-t", "--tag"},
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "A name for the image; may be given several times")
  private List<Reference> names = new ArrayList<>();

  @Option(
      names = "--build-arg",
      paramLabel = "NAME[=VALUE]",
      converter = Assignment.Converter.class,
      description = "A value for ARG; without =VALUE taken from the environment")
  private List<Assignment> buildArgs = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      converter = Assignment.Converter.class,
      description = "A label on top of the Dockerfile's")
  private List<Assignment> labels = new ArrayList<>();

  @Option(
      names = "--target",
      paramLabel = "STAGE",
      description = "Build this stage, by name or number, instead of the last")
  private @Nullable String target;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      split = ",",
      converter = PlatformConverter.class,
      description =
          "What to build for; several make an index (DOCKER_DEFAULT_PLATFORM; else linux on this"
              + " processor)")
  private List<Platform> platforms = new ArrayList<>();

  @Option(
      names = "--compression",
      paramLabel = "KIND",
      description = "Of new layers: gzip, zstd or none (default: gzip)")
  private Compression compression = Compression.GZIP;

  @Option(names = "--no-cache", description = "Accepted: every step is always executed")
  @SuppressWarnings("unused") // there is no cache that it could turn off
  private boolean noCache;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress")
  private boolean quiet;

  @Mixin private InputOptions inputs = new InputOptions();

  @Mixin private DateOptions dates = new DateOptions();

  @Mixin private BuildFiles files = new BuildFiles();

  @Mixin private CheckOptions check = new CheckOptions();

  @Mixin private IgnoredOptions ignored = new IgnoredOptions();

  @Override
  public ExitCode run(Session session) throws IOException, DockerfileException, UsageException {
    if (quiet) {
      session.beQuiet();
    }
    ignored.report(session);
    if (!check.isWanted()) {
      files.remove(session.environment());
    }
    SourceDate date = dates.sourceDate(session, buildArgs);
    BuildResult result;
    try (BuildInput input = inputs.open(session, dates.contextOptions(date))) {
      BuildRequest request = request(session.environment(), input, date);
      if (check.isWanted()) {
        return check.run(session, request);
      }
      input.requireOutside(session.options().store(session.environment()));
      result = session.images().build(request);
    }
    session.close();
    files.write(session.environment(), result);
    session.console().line(result.imageId().toString());
    return ExitCode.DONE;
  }

  private BuildRequest request(Environment environment, BuildInput input, SourceDate date)
      throws UsageException {
    BuildRequest.Builder request =
        BuildRequest.builder(input.dockerfile(), input.context())
            .target(target)
            .sourceDate(date)
            .compression(compression)
            .buildPlatform(PlatformOption.ofMachine())
            .platforms(platforms(environment));
    names.forEach(request::name);
    for (Assignment label : labels) {
      request.label(label.name(), label.value() == null ? "" : label.value());
    }
    for (Assignment arg : buildArgs) {
      String value = arg.value() == null ? environment.variables().get(arg.name()) : arg.value();
      if (value != null) {
        request.buildArg(arg.name(), value);
      }
    }
    return request.build();
  }

  private List<Platform> platforms(Environment environment) throws UsageException {
    List<Platform> wanted =
        platforms.isEmpty() ? List.of(PlatformOption.ofEnvironment(environment)) : platforms;
    return wanted.stream().distinct().toList();
  }
}
