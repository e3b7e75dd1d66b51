package dev.lamina.cli;

import dev.lamina.build.Annotation;
import dev.lamina.build.BuildRequest;
import dev.lamina.build.ImageFormat;
import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the image of a build looks like, whatever is in it. */
final class ImageOptions {
  private static final String BYTE_FORMAT = "1";

  @Option(
      names = "--annotation",
      paramLabel = "[LEVEL:]NAME=VALUE",
      description =
          "An annotation of the manifest, or of LEVEL: manifest, index, manifest-descriptor,"
              + " index-descriptor, several with commas; manifest[linux/arm64]: is for one platform")
  private List<String> annotations = new ArrayList<>();

  @Mixin private LayerCompressionOption compression = new LayerCompressionOption();

  @Option(
      names = "--format",
      paramLabel = "KIND",
      description = "Whose documents describe the image: oci or docker (default: oci)")
  private ImageFormat format = ImageFormat.OCI;

  @Option(names = "--squash", description = "Make one layer of all that the build adds to its base")
  private boolean squash;

  @Option(
      names = "--compat",
      paramLabel = "N",
      description = "Write the bytes of this format; there is 1 alone so far")
  private String compat = BYTE_FORMAT;

  /** Adds them to a request. */
  void addTo(BuildRequest.Builder request) throws UsageException {
    if (!compat.equals(BYTE_FORMAT)) {
      throw new UsageException(
          "build: --compat " + Escaped.text(compat) + ": this version writes format 1 alone");
    }
    request
        .compression(compression.compression())
        .format(format)
        .layers(squash ? BuildRequest.Layers.SQUASHED : BuildRequest.Layers.KEPT);
    try {
      for (String text : annotations) {
        Annotation.parse(text).forEach(request::annotation);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("build: --annotation: " + e.getMessage());
    }
  }

  /** The whole request, now that all options are in it. */
  static BuildRequest finished(BuildRequest.Builder request) throws UsageException {
    try {
      return request.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException("build: " + e.getMessage());
    }
  }
}
