package dev.lamina.cli;

import dev.lamina.PullPolicy;
import dev.lamina.io.Escaped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a build asks registries, and whether its image goes to one. */
final class PullOptions {
  @Option(
      names = "--pull",
      paramLabel = "POLICY",
      arity = "0..1",
      fallbackValue = "always",
      preprocessor = AttachedValue.Always.class,
      order = 65,
      description =
          "When to ask registries for base images: always, missing (the default), newer (always, but"
              + " one that cannot be had is taken from the store) or never; --pull is --pull=always")
  private @Nullable String policy;

  @Option(
      names = "--offline",
      order = 66,
      description = "Use no network: as --pull=never, and ADD of a URL is refused")
  private boolean offline;

  @Option(
      names = "--push",
      order = 67,
      description =
          "Send the image to the registries of its names instead of keeping it, as -o"
              + " type=registry; with other outputs it is kept, too")
  private boolean push;

  boolean isPush() {
    return push;
  }

  PullPolicy policy() throws UsageException {
    if (offline && push) {
      throw new UsageException("build: --offline and --push exclude each other");
    }
    if (offline) {
      if (policy != null && parsed(policy) != PullPolicy.NEVER) {
        throw new UsageException("build: --offline and --pull exclude each other");
      }
      return PullPolicy.OFFLINE;
    }
    return policy == null ? PullPolicy.MISSING : parsed(policy);
  }

  /** The words of buildx, docker and podman. */
  private static PullPolicy parsed(String text) throws UsageException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "always", "true" -> PullPolicy.ALWAYS;
      case "missing", "ifmissing", "false" -> PullPolicy.MISSING;
      case "newer", "ifnewer" -> PullPolicy.NEWER;
      case "never" -> PullPolicy.NEVER;
      default ->
          throw new UsageException(
              "build: --pull: '"
                  + Escaped.text(text)
                  + "' is none of always, missing, newer, never");
    };
  }
}
