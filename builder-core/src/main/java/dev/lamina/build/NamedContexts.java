package dev.lamina.build;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.instruction.CopyVerb;
import dev.lamina.entry.EntrySource;
import dev.lamina.image.Image;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.ImagePicker;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.io.EntryPath;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.plan.CopyOptions;
import dev.lamina.plan.CopyOrigin;
import dev.lamina.plan.Destination;
import dev.lamina.plan.StagePlan;
import dev.lamina.plan.Step;
import dev.lamina.store.LayoutImages;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The named contexts of a build for one platform, each taken in once. */
final class NamedContexts {
  private final BuildTools tools;
  private final BuildRequest request;
  private final BaseImages baseImages;
  private final Map<String, StageImage> images = new HashMap<>();

  NamedContexts(BuildTools tools, BuildRequest request, BaseImages baseImages) {
    this.tools = tools;
    this.request = request;
    this.baseImages = baseImages;
  }

  /** The files of a context that is no image; null when it is one. */
  @Nullable EntrySource files(String name) {
    return context(name) instanceof NamedContext.Files files ? files.files() : null;
  }

  /**
   * A context as a base: an image, or files as the one layer of an image that has nothing else.
   *
   * @param place what of the Dockerfile names it
   */
  StageImage image(String name, Platform platform, Place place)
      throws IOException, DockerfileException {
    String key = name + " " + platform;
    StageImage known = images.get(key);
    if (known == null) {
      known = take(context(name), name, platform, place);
      images.put(key, known);
    }
    return known;
  }

  private StageImage take(NamedContext context, String name, Platform platform, Place place)
      throws IOException, DockerfileException {
    if (context instanceof NamedContext.Layout layout) {
      return take(layout, name, platform, place);
    }
    return context instanceof NamedContext.Named named
        ? baseImages.find(named.image().toString(), platform, place)
        : rootFileSystem(name, platform, place);
  }

  private NamedContext context(String name) {
    NamedContext context = request.contexts().get(name);
    if (context == null) {
      throw new IllegalStateException("no context " + name);
    }
    return context;
  }

  /** Its blobs are needed beside those of the store, so they come there first. */
  private StageImage take(NamedContext.Layout wanted, String name, Platform platform, Place place)
      throws IOException {
    ImagePicker layout = LayoutImages.open(wanted.directory());
    Descriptor root = layout.pick(wanted.reference()).root();
    Image image = Image.read(layout.images(), root, new PlatformMatcher(platform));
    ImageCopier.copy(layout.images(), image.descriptor(), tools.sink());
    return baseImages.stage(image, "context " + name, platform, place);
  }

  private StageImage rootFileSystem(String name, Platform platform, Place place)
      throws IOException, DockerfileException {
    StageImage empty = StageImage.ofScratch(StagePlan.scratch(platform));
    StageState state = new StageState(tools, request, empty);
    Step.CopyFiles everything =
        new Step.CopyFiles(
            place,
            CopyVerb.COPY,
            new CopyOrigin.NamedContext(name),
            List.of("."),
            List.of(),
            new Destination(EntryPath.ROOT, Destination.Form.DIRECTORY),
            CopyOptions.NONE,
            null,
            "FROM " + name);
    new StageExecutor(
            tools,
            request.sourceDate(),
            (origin, step) -> Objects.requireNonNull(files(name)),
            state)
        .execute(everything);
    return state.image();
  }
}
