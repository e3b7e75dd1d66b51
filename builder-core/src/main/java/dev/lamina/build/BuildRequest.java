package dev.lamina.build;

import dev.lamina.compression.Compression;
import dev.lamina.context.BuildContext;
import dev.lamina.context.DockerfileSource;
import dev.lamina.entry.EntrySource;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.oci.Platform;
import dev.lamina.plan.PlanOptions;
import dev.lamina.reference.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a build depends on. Nothing else is looked at: no environment, no clock, no
 * configuration of the machine.
 *
 * <p>Made with {@link #builder}; only the Dockerfile and the context have no default.
 */
public final class BuildRequest {
  /** Where Lamina builds for when nothing is said; RUN-free builds work for any. */
  public static final Platform DEFAULT_PLATFORM = new Platform("linux", "amd64");

  private final DockerfileSource dockerfile;
  private final EntrySource context;
  private final List<Reference> names;
  private final Map<String, NamedContext> contexts;
  private final Map<String, String> buildArgs;
  private final Map<String, String> labels;
  private final @Nullable String target;
  private final List<Platform> platforms;
  private final boolean platformGiven;
  private final Platform buildPlatform;
  private final SourceDate sourceDate;
  private final Compression compression;
  private final ImageFormat format;
  private final Layers layers;
  private final List<Annotation> annotations;
  private final CacheUse cache;

  /** What becomes of the layers of a build. */
  public enum Layers {
    /** One for each step. */
    KEPT,
    /** One for all steps; those of the base image stay. */
    SQUASHED
  }

  private BuildRequest(Builder builder) {
    dockerfile = builder.dockerfile;
    context = builder.context;
    names = List.copyOf(builder.names);
    contexts = Collections.unmodifiableMap(new TreeMap<>(builder.contexts));
    buildArgs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.buildArgs));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(builder.labels));
    target = builder.target;
    platforms = List.copyOf(builder.platforms);
    platformGiven = builder.platformGiven;
    buildPlatform = builder.buildPlatform;
    sourceDate = builder.sourceDate;
    compression = builder.compression;
    format = builder.format;
    layers = builder.layers;
    annotations = List.copyOf(builder.annotations);
    cache = builder.cache;
  }

  /**
   * Starts a request.
   *
   * @param context the files that COPY and ADD may see; its modification times are those that the
   *     image gets, so make it with the source date (see {@code context.DirectoryContext})
   */
  public static Builder builder(DockerfileSource dockerfile, EntrySource context) {
    return new Builder(dockerfile, context);
  }

  /** The text of the Dockerfile, and how messages name it. */
  public DockerfileSource dockerfile() {
    return dockerfile;
  }

  /** The files that COPY and ADD may see. */
  public EntrySource context() {
    return context;
  }

  /** What stands before stages and images of its name; by the one spelling of that name. */
  Map<String, NamedContext> contexts() {
    return contexts;
  }

  /** The names that the image gets; none makes a nameless image. */
  public List<Reference> names() {
    return names;
  }

  /** Values for ARG, by name. */
  public Map<String, String> buildArgs() {
    return buildArgs;
  }

  /** Labels on top of those of the Dockerfile; they win. */
  public Map<String, String> labels() {
    return labels;
  }

  /** The stage to build, by name or number; null for the last one. */
  public @Nullable String target() {
    return target;
  }

  /** What to build for: one gives an image, more an index. */
  public List<Platform> platforms() {
    return platforms;
  }

  /** Whether somebody asked for the platforms; then images are for them, whatever the base is. */
  boolean isPlatformGiven() {
    return platformGiven;
  }

  /** What {@code BUILDPLATFORM} and its kin say. */
  public Platform buildPlatform() {
    return buildPlatform;
  }

  /** The time that goes into the image. */
  public SourceDate sourceDate() {
    return sourceDate;
  }

  /** How new layers are stored. */
  public Compression compression() {
    return compression;
  }

  /** What is kept out of the context, as far as it says. */
  IgnoreMatcher ignored() {
    return context instanceof BuildContext known ? known.ignored().matcher() : IgnoreMatcher.NONE;
  }

  PlanOptions planOptions(Platform platform) {
    return new PlanOptions(buildArgs, target, platform, buildPlatform, contexts.keySet());
  }

  /** Whose documents describe the image. */
  public ImageFormat format() {
    return format;
  }

  /** What becomes of the layers. */
  public Layers layers() {
    return layers;
  }

  /** What the documents are to carry; later ones win. */
  public List<Annotation> annotations() {
    return annotations;
  }

  /** What is done with layers of earlier builds. */
  public CacheUse cache() {
    return cache;
  }

  /** Collects a request. */
  public static final class Builder {
    private final DockerfileSource dockerfile;
    private final EntrySource context;
    private final List<Reference> names = new ArrayList<>();
    private final Map<String, NamedContext> contexts = new TreeMap<>();
    private final Map<String, String> buildArgs = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private @Nullable String target;
    private List<Platform> platforms = List.of(DEFAULT_PLATFORM);
    private boolean platformGiven;
    private Platform buildPlatform = DEFAULT_PLATFORM;
    private SourceDate sourceDate = SourceDate.EPOCH;
    private Compression compression = Compression.GZIP;
    private ImageFormat format = ImageFormat.OCI;
    private Layers layers = Layers.KEPT;
    private final List<Annotation> annotations = new ArrayList<>();
    private CacheUse cache = CacheUse.USED;

    private Builder(DockerfileSource dockerfile, EntrySource context) {
      this.dockerfile = dockerfile;
      this.context = context;
    }

    /** Gives the image a name; may be called several times. */
    public Builder name(Reference name) {
      names.add(name);
      return this;
    }

    /**
     * Gives files a name that FROM and {@code COPY --from} find before stages and images. A stage
     * of that name is replaced as a whole; FROM makes a root file system of the files, as one layer
     * of an image without configuration.
     *
     * @throws IllegalArgumentException when the name could not be that of an image
     */
    public Builder context(String name, EntrySource files) {
      contexts.put(PlanOptions.contextName(name), new NamedContext.Files(files));
      return this;
    }

    /**
     * As {@link #context}, with an image of an OCI image layout on disk.
     *
     * @param reference a digest, or a name in the layout; null for its {@code latest}, else its
     *     only image
     * @throws IllegalArgumentException when the name could not be that of an image
     */
    public Builder layoutContext(String name, Path layout, @Nullable String reference) {
      contexts.put(PlanOptions.contextName(name), new NamedContext.Layout(layout, reference));
      return this;
    }

    /**
     * As {@link #context}, with another image, which is found as that of a FROM line is.
     *
     * @throws IllegalArgumentException when the name could not be that of an image
     */
    public Builder imageContext(String name, Reference image) {
      contexts.put(PlanOptions.contextName(name), new NamedContext.Named(image));
      return this;
    }

    /** Sets the value of an ARG. */
    public Builder buildArg(String name, String value) {
      buildArgs.put(name, value);
      return this;
    }

    /** Adds a label, in place of one of the Dockerfile. */
    public Builder label(String name, String value) {
      labels.put(name, value);
      return this;
    }

    /** Builds this stage (a name or a number) instead of the last. */
    public Builder target(@Nullable String stage) {
      target = stage;
      return this;
    }

    /**
     * Builds for these platforms.
     *
     * @throws IllegalArgumentException when there is none, or one twice
     */
    public Builder platforms(List<Platform> wanted) {
      if (wanted.isEmpty() || wanted.stream().distinct().count() != wanted.size()) {
        throw new IllegalArgumentException("platforms must be given, each once: " + wanted);
      }
      platforms = List.copyOf(wanted);
      platformGiven = true;
      return this;
    }

    /** Builds for this platform, unless the base image is for another. */
    public Builder defaultPlatform(Platform platform) {
      platforms = List.of(platform);
      platformGiven = false;
      return this;
    }

    /** Says where the build runs, for {@code BUILDPLATFORM} and its kin. */
    public Builder buildPlatform(Platform platform) {
      buildPlatform = platform;
      return this;
    }

    /** Sets the time that goes into the image. */
    public Builder sourceDate(SourceDate date) {
      sourceDate = date;
      return this;
    }

    /** Chooses how new layers are stored. */
    public Builder compression(Compression chosen) {
      compression = chosen;
      return this;
    }

    /** Chooses whose documents describe the image. */
    public Builder format(ImageFormat chosen) {
      format = chosen;
      return this;
    }

    /** Chooses what becomes of the layers. */
    public Builder layers(Layers chosen) {
      layers = chosen;
      return this;
    }

    /** Chooses what is done with layers of earlier builds. */
    public Builder cache(CacheUse chosen) {
      cache = chosen;
      return this;
    }

    /** Adds an annotation. */
    public Builder annotation(Annotation annotation) {
      annotations.add(annotation);
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException when there are annotations and Docker's documents, which
     *     have none, or annotations of an index and one platform
     */
    public BuildRequest build() {
      if (format == ImageFormat.DOCKER && !annotations.isEmpty()) {
        throw new IllegalArgumentException("documents of Docker's format have no annotations");
      }
      boolean ofIndex = annotations.stream().anyMatch(a -> a.level().isOfIndex());
      if (ofIndex && platforms.size() == 1) {
        throw new IllegalArgumentException(
            "there is no index to annotate: the image is for one platform");
      }
      return new BuildRequest(this);
    }
  }
}
