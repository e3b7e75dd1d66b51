package dev.lamina.cli;

import dev.lamina.oci.Platform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --platform} of the commands that look at one image. */
final class PlatformOption {
  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      converter = PlatformConverter.class,
      description =
          "Which image of a multi-platform one (DOCKER_DEFAULT_PLATFORM; else linux on this"
              + " processor)")
  private @Nullable Platform platform;

  Platform platform(Environment environment) throws UsageException {
    return platform == null ? ofEnvironment(environment) : platform;
  }

  /** The platform of DOCKER_DEFAULT_PLATFORM, else that of this machine. */
  static Platform ofEnvironment(Environment environment) throws UsageException {
    String named = environment.variable("DOCKER_DEFAULT_PLATFORM");
    try {
      return named == null ? ofMachine() : Platform.parse(named);
    } catch (IllegalArgumentException e) {
      throw new UsageException("DOCKER_DEFAULT_PLATFORM: " + e.getMessage());
    }
  }

  /** Linux on the processor of this machine, in Go's words. */
  static Platform ofMachine() {
    String architecture =
        switch (System.getProperty("os.arch", "amd64")) {
          case "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          case "x86", "i386" -> "386";
          default -> System.getProperty("os.arch", "amd64");
        };
    return new Platform("linux", architecture);
  }
}
