package dev.lamina.cli;

import dev.lamina.build.SourceDate;
import dev.lamina.io.Escaped;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.unpack.DiskTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which times go into an image. */
final class DateOptions {
  private static final String VARIABLE = "SOURCE_DATE_EPOCH";

  enum Timestamps {
    PRESERVE,
    NOW
  }

  @Option(
      names = {"--timestamp", "--source-date-epoch"},
      paramLabel = "SECONDS",
      description =
          "The date of the image and its new files, in seconds since 1970 (SOURCE_DATE_EPOCH; else"
              + " 0)")
  private @Nullable Long timestamp;

  @Option(
      names = "--timestamps",
      paramLabel = "KIND",
      description =
          "preserve: files keep the times they have on disk; now: the clock's. Both give up equal"
              + " bytes for equal input")
  private @Nullable Timestamps timestamps;

  /** What files on disk get as their times. */
  DiskTimes.Kind kind() {
    return timestamps == Timestamps.PRESERVE ? DiskTimes.Kind.PRESERVED : DiskTimes.Kind.DATE;
  }

  SourceDate sourceDate(Session session, List<Assignment> buildArgs) throws UsageException {
    if (timestamps != null) {
      String text = "--timestamps: the same input will not give the same bytes again";
      session.progress().on(new ProgressEvent.Warning(text));
    }
    if (timestamp != null) {
      return SourceDate.given(timestamp);
    }
    if (timestamps == Timestamps.NOW) {
      return SourceDate.given(session.environment().clock().instant().getEpochSecond());
    }
    String text = session.environment().variable(VARIABLE);
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
