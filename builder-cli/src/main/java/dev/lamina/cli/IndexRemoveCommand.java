package dev.lamina.cli;

import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rm",
    description = "Take images off an index, and print its new digest. All else of it stays.")
final class IndexRemoveCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "The index")
  private @Nullable Reference name;

  @Parameters(
      index = "1..*",
      paramLabel = "OS/ARCH|DIGEST",
      arity = "1..*",
      description = "Platforms, or digests of manifests")
  private List<String> which = new ArrayList<>();

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the digest of the index only")
  private boolean quiet;

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Reference called = Objects.requireNonNull(name);
    return IndexOptions.print(
        session, session.images().edits().indexes().remove(called, which), quiet);
  }
}
