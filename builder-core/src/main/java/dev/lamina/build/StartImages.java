package dev.lamina.build;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.entry.EntrySource;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import dev.lamina.plan.StagePlan;
import dev.lamina.plan.StageSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What stages begin with, and what COPY takes files from: images and named contexts. */
final class StartImages {
  private final BaseImages bases;
  private final NamedContexts contexts;

  StartImages(BuildTools tools, BuildRequest request) {
    this.bases = new BaseImages(tools);
    this.contexts = new NamedContexts(tools, request, bases);
  }

  /**
   * What a stage begins with that stands on no other.
   *
   * @param target the platform where FROM asks for none
   * @param place the FROM line
   */
  StageImage find(StageSource source, Platform target, Place place)
      throws IOException, DockerfileException {
    if (source instanceof StageSource.BaseImage image) {
      return bases.find(image.name(), or(image.platform(), target), place);
    }
    if (source instanceof StageSource.NamedContext context) {
      return contexts.image(context.name(), or(context.platform(), target), place);
    }
    StageSource.Scratch scratch = (StageSource.Scratch) source;
    return StageImage.ofScratch(StagePlan.scratch(scratch.platform()));
  }

  /** The configuration of that, without making layers of files. */
  ImageConfig config(StageSource source, Platform target, Place place)
      throws IOException, DockerfileException {
    boolean files =
        source instanceof StageSource.NamedContext context
            && contexts.files(context.name()) != null;
    return files ? StagePlan.scratch(target) : find(source, target, place).config();
  }

  private static Platform or(@Nullable Platform wanted, Platform target) {
    return wanted == null ? target : wanted;
  }

  /** An image that COPY names. */
  StageImage image(String name, Platform platform, Place place) throws IOException {
    return bases.find(name, platform, place);
  }

  /** A context that COPY names, when it is files; null when it is an image. */
  @Nullable EntrySource files(String context) {
    return contexts.files(context);
  }

  /** A context that COPY names, as an image. */
  StageImage context(String name, Platform platform, Place place)
      throws IOException, DockerfileException {
    return contexts.image(name, platform, place);
  }
}
