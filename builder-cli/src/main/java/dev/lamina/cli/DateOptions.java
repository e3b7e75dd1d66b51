package dev.lamina.cli;

import dev.lamina.build.SourceDate;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.unpack.DiskTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which times go into an image. */
final class DateOptions {
  enum Timestamps {
    PRESERVE,
    NOW
  }

  @Mixin private SourceDateOption sourceDate = new SourceDateOption();

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
    SourceDate given = sourceDate.given();
    if (given == null && timestamps == Timestamps.NOW) {
      return SourceDate.given(session.environment().clock().instant().getEpochSecond());
    }
    return sourceDate.sourceDate(session.environment(), buildArgs);
  }
}
