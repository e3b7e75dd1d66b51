package dev.lamina.build;

import dev.lamina.context.DockerfileSource;
import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.InstructionReader;
import dev.lamina.dockerfile.parser.DockerfileParser;
import dev.lamina.dockerfile.parser.Statements;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Scratch;
import dev.lamina.layer.Layer;
import dev.lamina.lint.LintWarning;
import dev.lamina.lint.Linter;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.plan.BuildPlan;
import dev.lamina.plan.PlanOptions;
import dev.lamina.plan.Planner;
import dev.lamina.progress.Cancellation;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Builds an image: Dockerfile in, manifest out. Layers and documents are put as they are made; the
 * names come last.
 */
public final class ImageBuilder {
  private final BuildTools tools;

  /**
   * @param images where base images are; also shows what has been put into {@code sink}
   * @param scratch where bytes wait that are needed later
   */
  public ImageBuilder(
      ImageSource images,
      ImageSink sink,
      Scratch.Place scratch,
      ProgressListener progress,
      Cancellation cancellation) {
    this.tools =
        new BuildTools(images, sink, new LayerIndexes(images), scratch, progress, cancellation);
  }

  /**
   * Runs a build.
   *
   * @throws DockerfileException when the Dockerfile is wrong, alone or with the files there are
   * @throws dev.lamina.io.NotFoundException when a base image is not there
   * @throws dev.lamina.io.RefusedInputException when the context holds something unsafe or
   *     malformed
   * @throws IOException when reading or storing fails
   */
  public BuildResult build(BuildRequest request) throws IOException, DockerfileException {
    DockerfileSource source = request.dockerfile();
    Statements statements = DockerfileParser.parse(source.name(), source.bytes());
    Dockerfile dockerfile = InstructionReader.read(statements);
    Linter linter = new Linter(statements, request.buildArgs(), request.ignored());
    BaseImages bases = new BaseImages(tools);
    Set<Problem> warnings = new LinkedHashSet<>();
    List<BuildPlan> plans = new ArrayList<>();
    for (Platform platform : request.platforms()) {
      PlanOptions options = request.planOptions(platform);
      BuildPlan plan = Planner.plan(dockerfile, options);
      warnings.addAll(plan.warnings());
      plans.add(plan);
      linter.bases(dockerfile, options);
      linter.stages(
          plan, Linter.Extent.NEEDED, options, (n, p, place) -> bases.find(n, p, place).config());
    }
    warnings.forEach(this::announce);
    linter.warnings().forEach(this::announce);
    linter.failIfAsked();
    linter.warnings().forEach(w -> warnings.add(w.problem()));
    List<Built> built = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      PlatformBuild build =
          new PlatformBuild(tools, bases, request, plans.get(i), request.platforms().get(i));
      built.add(store(build.run(), request));
      build.warnings().stream().filter(warnings::add).forEach(this::announce);
    }
    Descriptor root = built.size() == 1 ? built.get(0).manifest() : index(built);
    name(root, request.names());
    return new BuildResult(
        root,
        built.get(0).config(),
        request.names(),
        warnings.stream().sorted(Problem.BY_PLACE).toList());
  }

  private void announce(Problem warning) {
    tools.progress().on(new ProgressEvent.Warning(warning.message(), warning.range()));
  }

  private void announce(LintWarning warning) {
    Problem problem = warning.problem();
    String text = problem.message() + " (" + problem.hint() + ")";
    tools.progress().on(new ProgressEvent.Warning(text, warning.range(), warning.rule().name()));
  }

  /** An image of one platform, stored. */
  private record Built(Descriptor manifest, Digest config, Platform platform) {}

  private Built store(StageImage image, BuildRequest request) throws IOException {
    Map<String, String> labels = new TreeMap<>(image.config().config().labels());
    labels.putAll(request.labels());
    ImageConfig finished =
        image
            .config()
            .withConfig(image.config().config().withLabels(labels))
            .withCreated(request.sourceDate().text());
    Document<ImageConfig> config = finished.toDocument(MediaType.OCI_CONFIG);
    tools.sink().put(config);
    Document<ImageManifest> manifest =
        ImageManifest.of(
                MediaType.OCI_MANIFEST,
                config.descriptor(),
                image.layers().stream().map(Layer::descriptor).toList())
            .toDocument();
    tools.sink().put(manifest);
    return new Built(manifest.descriptor(), config.descriptor().digest(), finished.platform());
  }

  private Descriptor index(List<Built> built) throws IOException {
    List<Descriptor> manifests =
        built.stream().map(b -> b.manifest().withPlatform(b.platform())).toList();
    Document<ImageIndex> index = ImageIndex.of(MediaType.OCI_INDEX, manifests).toDocument();
    tools.sink().put(index);
    return index.descriptor();
  }

  private void name(Descriptor root, List<Reference> names) throws IOException {
    List<NamedImage> named = names.stream().map(name -> new NamedImage(name, root)).toList();
    tools.sink().publish(named.isEmpty() ? List.of(new NamedImage(null, root)) : named);
  }
}
