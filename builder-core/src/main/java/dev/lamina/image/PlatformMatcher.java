package dev.lamina.image;

import dev.lamina.oci.Descriptor;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.Platform;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses from an index the image for one platform. Operating system and architecture must be
 * equal; of several variants the best that the platform can run is taken ({@code arm/v7} runs v7,
 * v6 and v5; {@code arm64} means v8, {@code amd64} means v1), and of several equal ones the first.
 * Attestations ({@code unknown/unknown}) are never chosen. An entry that does not say its platform
 * is taken only when nothing else fits.
 *
 * @param wanted the platform that the image is to run on
 */
public record PlatformMatcher(Platform wanted) {
  private static final String ATTESTATION = "attestation-manifest";
  private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  /** The entry to use, if there is one. */
  public Optional<Descriptor> choose(ImageIndex index) {
    List<Descriptor> images =
        index.manifests().stream().filter(entry -> !isAttestation(entry)).toList();
    for (String variant : variants(wanted.architecture(), wanted.variant())) {
      for (Descriptor image : images) {
        if (isFor(image.platform(), variant)) {
          return Optional.of(image);
        }
      }
    }
    return images.stream().filter(image -> image.platform() == null).findFirst();
  }

  /** Whether an image that was made for {@code platform} runs on the wanted one. */
  public boolean matches(Platform platform) {
    return variants(wanted.architecture(), wanted.variant()).stream()
        .anyMatch(variant -> isFor(platform, variant));
  }

  private boolean isFor(@Nullable Platform platform, String variant) {
    return platform != null
        && platform.os().equals(wanted.os())
        && platform.architecture().equals(wanted.architecture())
        && variant.equals(variantOf(platform.architecture(), platform.variant()));
  }

  /** Whether the entry describes another image of the index, and is no image itself. */
  public static boolean isAttestation(Descriptor entry) {
    Platform platform = entry.platform();
    boolean unknown =
        platform != null
            && platform.os().equals("unknown")
            && platform.architecture().equals("unknown");
    return unknown || ATTESTATION.equals(entry.annotations().get(REFERENCE_TYPE));
  }

  /** The variant in full: what is left out means the one that everybody builds for. */
  private static String variantOf(String architecture, @Nullable String variant) {
    if (variant != null && !variant.isEmpty()) {
      return variant;
    }
    return switch (architecture) {
      case "arm" -> "v7";
      case "arm64" -> "v8";
      case "amd64" -> "v1";
      default -> "";
    };
  }

  /** What runs on the variant, the best first. */
  private static List<String> variants(String architecture, @Nullable String variant) {
    String full = variantOf(architecture, variant);
    List<String> known =
        switch (architecture) {
          case "arm" -> List.of("v8", "v7", "v6", "v5");
          case "arm64" -> List.of("v9", "v8");
          case "amd64" -> List.of("v4", "v3", "v2", "v1");
          default -> List.of();
        };
    int from = known.indexOf(full);
    return from < 0 ? List.of(full) : known.subList(from, known.size());
  }
}
