package dev.lamina.cli;

import dev.lamina.NamedRoot;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "tag", description = "Give an image one more name.")
final class TagCommand implements Action {
  @Parameters(index = "0", paramLabel = "IMAGE", description = "A name, an image ID or a digest")
  private String image = "";

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "The new name")
  private @Nullable Reference name;

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    NamedRoot named = session.images().tag(image, Objects.requireNonNull(name));
    Descriptor before = named.previous();
    if (before != null && !before.digest().equals(named.root().digest())) {
      session
          .progress()
          .on(new ProgressEvent.Message(name.familiar() + " was " + before.digest() + " before"));
    }
    return ExitCode.DONE;
  }
}
