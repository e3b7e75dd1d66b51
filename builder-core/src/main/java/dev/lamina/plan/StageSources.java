package dev.lamina.plan;

import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.ImageNames;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.dockerfile.shell.Variables;
import dev.lamina.dockerfile.shell.WordExpander;
import dev.lamina.io.Escaped;
import dev.lamina.oci.Platform;
import dev.lamina.plan.StageSource.NamedContext.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the FROM lines name. */
final class StageSources {
  private final PlanOptions options;
  private final Variables globals;
  private final StageNames names;
  private final WordExpander expander;
  private final Findings findings;

  StageSources(
      WordExpander expander,
      PlanOptions options,
      Map<String, String> globals,
      StageNames names,
      Findings findings) {
    this.options = options;
    this.globals = Variables.of(globals);
    this.names = names;
    this.expander = expander;
    this.findings = findings;
  }

  /** One source for each stage; a placeholder for those with problems. */
  List<StageSource> of(List<Stage> stages) {
    List<StageSource> sources = new ArrayList<>();
    for (Stage stage : stages) {
      StageSource source = null;
      try {
        source = source(stage);
      } catch (DockerfileException e) {
        findings.problems(e);
      }
      sources.add(source == null ? new StageSource.Scratch(options.targetPlatform()) : source);
    }
    return sources;
  }

  private StageSource source(Stage stage) throws DockerfileException {
    Instruction.From from = stage.from();
    Platform platform = platform(from);
    Place place = from.image().in(from.place());
    String image = expander.word(from.image().text(), globals, place);
    if (image.isEmpty()) {
      String written = Escaped.text(from.image().text());
      throw new DockerfileException(
          place.problem(
              "base name (" + written + ") should not be blank",
              "only ARG before the first FROM is visible here; give it a default, or a"
                  + " --build-arg"));
    }
    String own = names.context(from.name());
    if (own != null) {
      return new StageSource.NamedContext(own, platform, Extent.STAGE);
    }
    OptionalInt earlier = names.before(stage.index(), image);
    if (earlier.isPresent()) {
      return new StageSource.EarlierStage(earlier.getAsInt());
    }
    if (image.equals(ImageNames.SCRATCH)) {
      return new StageSource.Scratch(platform == null ? options.targetPlatform() : platform);
    }
    String context = names.context(image);
    if (context != null) {
      return new StageSource.NamedContext(context, platform, Extent.BASE);
    }
    ImageNames.check(image, place, names.names());
    if (DidYouMean.nearest(image, List.of(ImageNames.SCRATCH)).isPresent()) {
      findings.warning(
          place.problem(
              Escaped.text(image) + " is taken as the name of an image (did you mean scratch?)"));
    }
    return new StageSource.BaseImage(image, platform);
  }

  private @Nullable Platform platform(Instruction.From from) throws DockerfileException {
    Word word = from.platform();
    if (word == null) {
      return null;
    }
    Place place = word.in(from.place());
    String text = expander.word(word.text(), globals, place);
    try {
      return text.isEmpty() ? null : Platform.parse(text);
    } catch (IllegalArgumentException e) {
      throw new DockerfileException(place.problem(String.valueOf(e.getMessage())));
    }
  }
}
