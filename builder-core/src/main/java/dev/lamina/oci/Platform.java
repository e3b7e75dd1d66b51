package dev.lamina.oci;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on (OCI image-spec, image-index.md, "platform").
 *
 * @param os {@code linux}; empty where a document says nothing
 * @param architecture {@code amd64}, in Go's words; empty where a document says nothing
 * @param variant {@code v7}
 * @param osVersion of Windows
 * @param osFeatures of Windows
 */
public record Platform(
    String os,
    String architecture,
    @Nullable String variant,
    @Nullable String osVersion,
    List<String> osFeatures) {
  static final Set<String> KEYS =
      Set.of("architecture", "os", "os.version", "os.features", "variant");

  private static final Map<String, String> ARCHITECTURES =
      Map.ofEntries(
          Map.entry("amd64", "amd64"),
          Map.entry("x86_64", "amd64"),
          Map.entry("x86-64", "amd64"),
          Map.entry("386", "386"),
          Map.entry("i386", "386"),
          Map.entry("arm64", "arm64"),
          Map.entry("aarch64", "arm64"),
          Map.entry("arm", "arm"),
          Map.entry("armhf", "arm"),
          Map.entry("armel", "arm"),
          Map.entry("loong64", "loong64"),
          Map.entry("mips64le", "mips64le"),
          Map.entry("ppc64le", "ppc64le"),
          Map.entry("riscv64", "riscv64"),
          Map.entry("s390x", "s390x"));

  public Platform {
    variant = emptyToNull(variant);
    osVersion = emptyToNull(osVersion);
    osFeatures = List.copyOf(osFeatures);
  }

  /** A platform without a variant. */
  public Platform(String os, String architecture) {
    this(os, architecture, null, null, List.of());
  }

  /** A platform that may have a variant. */
  public Platform(String os, String architecture, @Nullable String variant) {
    this(os, architecture, variant, null, List.of());
  }

  /**
   * Reads {@code OS/ARCHITECTURE[/VARIANT]} or an architecture alone, which means Linux. Other
   * spellings become Go's ({@code aarch64} is {@code arm64}, {@code arm} is {@code arm/v7}, {@code
   * arm64/v8} is {@code arm64}), as Docker does.
   *
   * @throws IllegalArgumentException when it is not a platform
   */
  public static Platform parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
    for (String part : parts) {
      if (!part.matches("[a-z0-9_.-]+")) {
        throw malformed(text);
      }
    }
    return switch (parts.length) {
      case 1 -> {
        if (!ARCHITECTURES.containsKey(parts[0])) {
          throw malformed(text);
        }
        yield normal("linux", parts[0], null);
      }
      case 2 -> normal(parts[0], parts[1], null);
      case 3 -> normal(parts[0], parts[1], parts[2]);
      default -> throw malformed(text);
    };
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "malformed platform '" + Escaped.text(text) + "': expected OS/ARCHITECTURE[/VARIANT]");
  }

  private static Platform normal(String os, String architecture, @Nullable String variant) {
    String known = ARCHITECTURES.getOrDefault(architecture, architecture);
    String normal = variant;
    if (known.equals("arm")) {
      if (variant == null) {
        normal = architecture.equals("armel") ? "v6" : "v7";
      } else if (variant.matches("[5-8]")) {
        normal = "v" + variant;
      }
    } else if (known.equals("arm64") && variant != null && variant.matches("v?8")) {
      normal = null;
    } else if (known.equals("amd64") && variant != null && variant.equals("v1")) {
      normal = null;
    }
    return new Platform(os.equals("macos") ? "darwin" : os, known, normal);
  }

  /** This platform in the spelling of {@link #parse}; version and features stay. */
  public Platform normalized() {
    Platform normal = normal(os, architecture, variant);
    return new Platform(normal.os, normal.architecture, normal.variant, osVersion, osFeatures);
  }

  static Platform parse(JsonObject object) throws RefusedInputException {
    object.requireExactCase(KEYS);
    return new Platform(
        object.string("os", ""),
        object.string("architecture", ""),
        object.stringOrNull("variant"),
        object.stringOrNull("os.version"),
        object.strings("os.features"));
  }

  void write(JsonObject.Builder out) {
    out.set("architecture", architecture)
        .set("os", os)
        .setUnlessEmpty("os.version", osVersion)
        .setUnlessEmpty("os.features", osFeatures)
        .setUnlessEmpty("variant", variant);
  }

  JsonObject toJson() {
    JsonObject.Builder out = JsonObject.builder();
    write(out);
    return out.build();
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** {@code linux/arm/v7}. Not escaped. */
  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
