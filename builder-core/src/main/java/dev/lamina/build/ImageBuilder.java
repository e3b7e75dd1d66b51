package dev.lamina.build;

import dev.lamina.cache.BuildCache;
import dev.lamina.cache.BuildRecord;
import dev.lamina.cache.BuildRecords;
import dev.lamina.content.BlobSink;
import dev.lamina.context.DockerfileSource;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.InstructionReader;
import dev.lamina.dockerfile.parser.DockerfileParser;
import dev.lamina.dockerfile.parser.Statements;
import dev.lamina.filetree.LayerIndexCache;
import dev.lamina.image.ImageFinder;
import dev.lamina.image.ImageSink;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import dev.lamina.io.Scratch;
import dev.lamina.lint.LintWarning;
import dev.lamina.lint.Linter;
import dev.lamina.oci.Descriptor;
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
import java.util.Set;

/**
 * Builds an image: Dockerfile in, manifest out. Layers and documents are put as they are made; the
 * names come last.
 */
public final class ImageBuilder {
  private final BuildTools tools;

  /**
   * A builder with one thread, whose base images are all in one place.
   *
   * @param images where base images are; also shows what has been put into {@code sink}
   * @param scratch where bytes wait that are needed later
   */
  public <S extends ImageSink & BlobSink> ImageBuilder(
      ImageSource images,
      S sink,
      Scratch.Place scratch,
      ProgressListener progress,
      Cancellation cancellation) {
    this(
        ImageFinder.in(images),
        images,
        sink,
        RemoteFiles.NONE,
        LayerIndexCache.NONE,
        BuildCache.none(),
        scratch,
        1,
        progress,
        cancellation);
  }

  /**
   * A builder that asks for its base images.
   *
   * @param images has the layers of what {@code bases} finds, and what has been put into {@code
   *     sink}
   * @param remote fetches what ADD names by URL
   * @param indexes knows what is in layers that were read before
   * @param cache what earlier builds have left, and this one leaves
   * @param scratch where bytes wait that are needed later
   * @param parallelism how many threads may compress
   */
  public <S extends ImageSink & BlobSink> ImageBuilder(
      ImageFinder bases,
      ImageSource images,
      S sink,
      RemoteFiles remote,
      LayerIndexCache indexes,
      BuildCache cache,
      Scratch.Place scratch,
      int parallelism,
      ProgressListener progress,
      Cancellation cancellation) {
    this.tools =
        new BuildTools(
            bases,
            images,
            sink,
            sink,
            remote,
            new LayerIndexes(images, indexes),
            cache,
            scratch,
            parallelism,
            progress,
            cancellation);
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
    try {
      return run(request);
    } finally {
      // what was learned of files is as true when the build fails
      tools.cache().save();
    }
  }

  private BuildResult run(BuildRequest request) throws IOException, DockerfileException {
    StartImages starts = new StartImages(tools, request);
    Set<Problem> warnings = new LinkedHashSet<>();
    List<BuildPlan> plans = plan(request, starts, warnings);
    ImageDocuments documents = new ImageDocuments(tools.sink(), request);
    List<ImageDocuments.Stored> stored = new ArrayList<>();
    List<BuildNotes> notes = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Platform platform = request.platforms().get(i);
      PlatformBuild build = new PlatformBuild(tools, starts, request, plans.get(i), platform);
      stored.add(documents.put(squashed(build.run(), request), platform));
      notes.add(build.notes());
      build.warnings().stream().filter(warnings::add).forEach(this::announce);
    }
    Descriptor root = stored.size() == 1 ? stored.get(0).manifest() : documents.index(stored);
    name(root, request.names());
    keep(root, notes);
    return new BuildResult(
        root,
        stored.get(0).config(),
        request.names(),
        warnings.stream().sorted(Problem.BY_PLACE).toList());
  }

  /** A plan for each platform; what is doubtful is told, and kept in {@code warnings}. */
  private List<BuildPlan> plan(BuildRequest request, StartImages starts, Set<Problem> warnings)
      throws IOException, DockerfileException {
    DockerfileSource source = request.dockerfile();
    Statements statements = DockerfileParser.parse(source.name(), source.bytes());
    Dockerfile dockerfile = InstructionReader.read(statements);
    Linter linter = new Linter(statements, request.buildArgs(), request.ignored());
    List<BuildPlan> plans = new ArrayList<>();
    for (Platform platform : request.platforms()) {
      PlanOptions options = request.planOptions(platform);
      BuildPlan plan = Planner.plan(dockerfile, options);
      warnings.addAll(plan.warnings());
      plans.add(plan);
      linter.bases(dockerfile, options);
      linter.stages(plan, Linter.Extent.NEEDED, options, starts::config);
    }
    warnings.forEach(this::announce);
    linter.warnings().forEach(this::announce);
    linter.failIfAsked();
    linter.warnings().forEach(w -> warnings.add(w.problem()));
    return plans;
  }

  private void keep(Descriptor root, List<BuildNotes> notes) {
    BuildRecords builds = tools.cache().builds();
    List<BuildRecords.Pair> pairs = new ArrayList<>();
    for (BuildNotes each : notes) {
      BuildRecord build = each.record();
      BuildRecord before = builds.find(each.place());
      pairs.add(new BuildRecords.Pair(build, before));
      builds.keep(each.place(), build);
    }
    builds.keep(root.digest(), pairs);
  }

  private StageImage squashed(StageImage image, BuildRequest request) throws IOException {
    return request.layers() == BuildRequest.Layers.SQUASHED
        ? new Squash(tools, request).squash(image)
        : image;
  }

  private void announce(Problem warning) {
    tools.progress().on(new ProgressEvent.Warning(warning.message(), warning.range()));
  }

  private void announce(LintWarning warning) {
    Problem problem = warning.problem();
    String text = problem.message() + " (" + problem.hint() + ")";
    tools.progress().on(new ProgressEvent.Warning(text, warning.range(), warning.rule().name()));
  }

  private void name(Descriptor root, List<Reference> names) throws IOException {
    List<NamedImage> named = names.stream().map(name -> new NamedImage(name, root)).toList();
    tools.sink().publish(named.isEmpty() ? List.of(new NamedImage(null, root)) : named);
  }
}
