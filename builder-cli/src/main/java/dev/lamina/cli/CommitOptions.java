package dev.lamina.cli;

import dev.lamina.build.CommitRequest;
import dev.lamina.reference.Reference;
import dev.lamina.unpack.DiskTimes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that make an image of files. */
final class CommitOptions {
  @Option(
      names = {"-c", "--change"},
      paramLabel = "INSTRUCTION",
      description =
          "A Dockerfile instruction for the configuration (CMD, ENTRYPOINT, ENV, EXPOSE,"
              + " HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR); may be repeated")
  private List<String> changes = new ArrayList<>();

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "The comment in the history")
  private @Nullable String message;

  @Mixin private LayerCompressionOption compression = new LayerCompressionOption();

  @Mixin private DateOptions dates = new DateOptions();

  CommitRequest request(Session session, @Nullable Reference name) throws UsageException {
    return CommitRequest.DEFAULT
        .withNames(name == null ? List.of() : List.of(name))
        .withMessage(message)
        .withChanges(changes)
        .withSourceDate(dates.sourceDate(session, List.of()))
        .withCompression(compression.compression());
  }

  DiskTimes.Kind times() {
    return dates.kind();
  }
}
