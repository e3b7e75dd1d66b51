package dev.lamina.cli;

import dev.lamina.build.SourceDate;
import dev.lamina.io.Escaped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The one date of what is made. */
final class SourceDateOption {
  private static final String VARIABLE = "SOURCE_DATE_EPOCH";

  @Option(
      names = {"--timestamp", "--source-date-epoch"},
      paramLabel = "SECONDS",
      description =
          "The date of the image and its new files, in seconds since 1970 (SOURCE_DATE_EPOCH; else"
              + " 0)")
  private @Nullable Long timestamp;

  /** What the option says; null when it is not there. */
  @Nullable SourceDate given() {
    return timestamp == null ? null : SourceDate.given(timestamp);
  }

  /** The option's, else that of the arguments, else the environment's, else the epoch. */
  SourceDate sourceDate(Environment environment, List<Assignment> buildArgs) throws UsageException {
    if (timestamp != null) {
      return SourceDate.given(timestamp);
    }
    String text = environment.variable(VARIABLE);
    for (Assignment arg : buildArgs) {
      if (arg.name().equals(VARIABLE) && arg.value() != null) {
        text = arg.value();
      }
    }
    if (text == null) {
      return SourceDate.EPOCH;
    }
    if (!text.matches("[0-9]{1,11}")) {
      throw new UsageException(
          VARIABLE + ": '" + Escaped.text(text) + "' is not a count of seconds since 1970");
    }
    return SourceDate.given(Long.parseLong(text));
  }
}
