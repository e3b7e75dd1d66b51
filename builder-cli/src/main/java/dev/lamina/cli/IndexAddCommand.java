package dev.lamina.cli;

import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    description =
        "List more images in an index, and print its new digest. An image takes the place of one"
            + " for the same platform.")
final class IndexAddCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "The index")
  private @Nullable Reference name;

  @Parameters(
      index = "1..*",
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "Names, image IDs or digests; of an index all its images")
  private List<String> images = new ArrayList<>();

  @Mixin private IndexOptions options = new IndexOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Reference called = Objects.requireNonNull(name);
    return options.print(
        session, session.images().edits().indexes().add(called, options.listed(images)));
  }
}
