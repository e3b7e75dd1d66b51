package dev.lamina.cli;

import dev.lamina.PullPolicy;
import dev.lamina.RegistryImages;
import dev.lamina.SharedCaches;
import dev.lamina.Workspace;
import dev.lamina.build.BuildRequest;
import dev.lamina.build.BuildResult;
import dev.lamina.build.CacheUse;
import dev.lamina.build.SourceDate;
import dev.lamina.context.ContextOptions;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.NotFoundException;
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

  @Mixin private CacheOptions caches = new CacheOptions();

  @Option(
      names = "--explain",
      description = "Show in the end for each step whether its layer was found or made, and why")
  private boolean explain;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress")
  private boolean quiet;

  @Mixin private DryRun dryRun = new DryRun();

  @Mixin private OutputOptions outputOptions = new OutputOptions();

  @Mixin private InputOptions inputs = new InputOptions();

  @Mixin private NamedContextOption contexts = new NamedContextOption();

  @Mixin private ImageOptions image = new ImageOptions();

  @Mixin private DateOptions dates = new DateOptions();
  @Mixin private ModesOption modes = new ModesOption();

  @Mixin private BuildFiles files = new BuildFiles();

  @Mixin private CheckOptions check = new CheckOptions();

  @Mixin private PullOptions pull = new PullOptions();

  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Mixin private IgnoredOptions ignored = new IgnoredOptions();

  @Override
  @SuppressWarnings("try") // the workspace only has to be open
  public ExitCode run(Session session) throws IOException, DockerfileException, UsageException {
    if (quiet) {
      session.beQuiet();
    }
    ignored.report(session);
    List<Output> outputs = outputOptions.parse(session.environment(), pull.isPush());
    PullPolicy policy = pull.policy();
    SharedCaches shared = caches.caches(session.environment(), policy);
    SourceDate date = dates.sourceDate(session, buildArgs);
    ContextOptions options = modes.contextOptions(dates, date);
    if (dryRun.wanted() || check.isWanted()) {
      try (BuildInput input = inputs.open(session, options, DryRun::room)) {
        BuildRequest request = request(session, input, date, outputs);
        return check.isWanted() ? check.run(session, request) : dryRun.run(session, request);
      }
    }
    files.remove(session.environment());
    BuildResult result;
    // open until the outputs are written, so that nobody prunes what they need
    try (Workspace workspace = session.images().workspace();
        BuildInput input = inputs.open(session, options, () -> session.images().workspace())) {
      input.requireOutside(session.options().store(session.environment()));
      BuildRequest request = request(session, input, date, outputs);
      OutputOptions.requireName(outputs, request);
      RegistryImages images = registry.images(session).sharing(shared);
      if (OutputOptions.isPushAlone(outputs)) {
        result = images.buildAndPush(request, policy);
      } else {
        result = images.build(request, policy);
        OutputOptions.write(outputs, session, images, request, result);
      }
    }
    session.close();
    files.write(session.environment(), result);
    if (explain) {
      explain(session, result);
    }
    if (outputs.stream().noneMatch(Output::isToStdout)) {
      session.console().line(result.imageId().toString());
    }
    return ExitCode.DONE;
  }

  private static void explain(Session session, BuildResult result)
      throws IOException, UsageException {
    String text;
    try {
      text = ReasonsText.of(session.images().reasons().of(result.root().digest())).stripTrailing();
    } catch (NotFoundException e) {
      // a cache that cannot be written is no reason for a build to fail
      text = String.valueOf(e.getMessage());
    }
    session.console().message(text);
  }

  private BuildRequest request(
      Session session, BuildInput input, SourceDate date, List<Output> outputs)
      throws IOException, UsageException {
    BuildRequest.Builder request = request(session.environment(), input, date);
    outputs.forEach(output -> output.names().forEach(request::name));
    contexts.addTo(request, session, modes.contextOptions(dates, date));
    image.addTo(request);
    return ImageOptions.finished(request);
  }

  private BuildRequest.Builder request(Environment environment, BuildInput input, SourceDate date)
      throws UsageException {
    BuildRequest.Builder request =
        BuildRequest.builder(input.dockerfile(), input.context())
            .target(target)
            .sourceDate(date)
            .cache(caches.isIgnored() ? CacheUse.IGNORED : CacheUse.USED)
            .buildPlatform(PlatformOption.ofMachine());
    List<Platform> given = platforms(environment);
    if (given.isEmpty()) {
      request.defaultPlatform(PlatformOption.ofMachine());
    } else {
      request.platforms(given);
    }
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
    return request;
  }

  /** Those that somebody asked for, here or in the environment. */
  private List<Platform> platforms(Environment environment) throws UsageException {
    if (platforms.isEmpty() && environment.variable("DOCKER_DEFAULT_PLATFORM") != null) {
      return List.of(PlatformOption.ofEnvironment(environment));
    }
    return platforms.stream().distinct().toList();
  }
}
