package dev.lamina.cli;

import dev.lamina.io.Durability;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options of every command. They may stand before or after its name. */
final class GlobalOptions {
  enum ProgressKind {
    AUTO,
    TTY,
    PLAIN,
    JSON,
    QUIET
  }

  enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  @Option(
      names = "--store",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      order = 901,
      description =
          "Where images are kept: an OCI image layout (LAMINA_STORE; else $XDG_DATA_HOME/lamina,"
              + " else ~/.local/share/lamina)")
  private @Nullable Path store;

  @Option(
      names = "--progress",
      paramLabel = "KIND",
      scope = ScopeType.INHERIT,
      order = 902,
      description = "auto, tty, plain, json or quiet (BUILDKIT_PROGRESS; else auto)")
  private @Nullable ProgressKind progress;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      scope = ScopeType.INHERIT,
      order = 903,
      description = "error, warn, info or debug; debug shows stack traces (default: info)")
  private LogLevel logLevel = LogLevel.INFO;

  @Option(
      names = "--lock-timeout",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      order = 904,
      converter = TimeConverter.class,
      description = "How long to wait for others that use the store: 500ms, 60s, 2m (default: 60s)")
  private Duration lockTimeout = Duration.ofSeconds(60);

  @Option(
      names = "--durability",
      paramLabel = "KIND",
      scope = ScopeType.INHERIT,
      order = 905,
      description =
          "full: a result survives a power cut; fast: no fsync, for throw-away stores (default:"
              + " full)")
  private Durability durability = Durability.FULL;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      order = 907,
      description = "No colours (NO_COLOR)")
  private boolean noColor;

  /** The store's directory. */
  Path store(Environment environment) throws UsageException {
    if (store != null) {
      return environment.resolve(store).toAbsolutePath();
    }
    String named = environment.variable("LAMINA_STORE");
    if (named != null) {
      return environment.resolve(Path.of(named)).toAbsolutePath();
    }
    String data = environment.variable("XDG_DATA_HOME");
    if (data != null && Path.of(data).isAbsolute()) {
      return Path.of(data, "lamina");
    }
    String home = environment.variable("HOME");
    if (home == null) {
      throw new UsageException(
          "no store: HOME is not set", "name a directory with --store or LAMINA_STORE");
    }
    return Path.of(home, ".local", "share", "lamina");
  }

  /** How to show progress, never {@link ProgressKind#AUTO}. */
  ProgressKind progress(Environment environment) throws UsageException {
    ProgressKind wanted = progress;
    String variable = environment.variable("BUILDKIT_PROGRESS");
    if (wanted == null && variable != null) {
      wanted =
          switch (variable) {
            case "auto" -> ProgressKind.AUTO;
            case "tty" -> ProgressKind.TTY;
            case "plain" -> ProgressKind.PLAIN;
            case "rawjson", "json" -> ProgressKind.JSON;
            case "quiet" -> ProgressKind.QUIET;
            default ->
                throw new UsageException(
                    "BUILDKIT_PROGRESS: '" + variable + "' is none of auto, tty, plain, quiet");
          };
    }
    if (wanted == null || wanted == ProgressKind.AUTO) {
      return environment.terminal() ? ProgressKind.TTY : ProgressKind.PLAIN;
    }
    return wanted;
  }

  LogLevel logLevel() {
    return logLevel;
  }

  Duration lockTimeout() {
    return lockTimeout;
  }

  Durability durability() {
    return durability;
  }

  boolean color(Environment environment) {
    return !noColor && environment.terminal() && environment.variable("NO_COLOR") == null;
  }

  /** {@code 500ms}, {@code 60s}, {@code 2m}, {@code 1h}; a bare number is seconds. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      int digits = 0;
      while (digits < text.length() && "0123456789".indexOf(text.charAt(digits)) >= 0) {
        digits++;
      }
      if (digits == 0 || digits > 9) {
        throw notATime(text);
      }
      long count = Long.parseLong(text.substring(0, digits));
      return switch (text.substring(digits)) {
        case "ms" -> Duration.ofMillis(count);
        case "", "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> throw notATime(text);
      };
    }

    private static TypeConversionException notATime(String text) {
      return new TypeConversionException("'" + text + "' is not a time such as 500ms, 60s or 2m");
    }
  }
}
