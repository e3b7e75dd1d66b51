package dev.lamina.cli;

import dev.lamina.build.CommitResult;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "commit",
    description =
        "Make an image of the directory of an unpacked one: that image, and one layer of what has"
            + " changed.")
final class CommitCommand implements Action {
  @Parameters(index = "0", paramLabel = "DIR", description = "A directory that unpack has made")
  private Path directory = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "The name of the new image")
  private @Nullable Reference name;

  @Option(
      names = {"-a", "--author"},
      paramLabel = "TEXT",
      description = "Who made it")
  private @Nullable String author;

  @Mixin private CommitOptions options = new CommitOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException, DockerfileException {
    CommitResult result =
        session
            .images()
            .unpacked()
            .commit(
                session.environment().resolve(directory),
                options.times(),
                options.request(session, name).withAuthor(author));
    session.progress().on(new ProgressEvent.Message(text(result)));
    session.close();
    session.console().line(result.imageId().toString());
    return ExitCode.DONE;
  }

  private static String text(CommitResult result) {
    return switch (result.outcome()) {
      case LAYER ->
          "one more layer: "
              + result.changed()
              + " new or changed, "
              + result.removed()
              + " removed";
      case CONFIG -> "no file has changed: the layers are those that were there";
      case NOTHING -> "nothing has changed: it is the image that was unpacked";
    };
  }
}
