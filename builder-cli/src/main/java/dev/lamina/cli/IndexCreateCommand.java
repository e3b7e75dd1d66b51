package dev.lamina.cli;

import dev.lamina.io.Escaped;
import dev.lamina.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "create",
    description =
        "Make an index of images of the store, and print its digest. Their platforms are those that"
            + " their configurations name.")
final class IndexCreateCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = ReferenceConverter.class,
      description = "What the index is called")
  private @Nullable Reference name;

  @Parameters(
      index = "1..*",
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "Names, image IDs or digests; of an index all its images")
  private List<String> images = new ArrayList<>();

  @Option(
      names = "--annotation",
      paramLabel = "NAME=VALUE",
      converter = Assignment.Converter.class,
      description = "An annotation of the index; may be given several times")
  private List<Assignment> annotations = new ArrayList<>();

  @Mixin private IndexOptions options = new IndexOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Map<String, String> words = new TreeMap<>();
    for (Assignment annotation : annotations) {
      String value = annotation.value();
      if (value == null) {
        throw new UsageException(
            "index create: --annotation '" + Escaped.text(annotation.name()) + "' has no value");
      }
      words.put(annotation.name(), value);
    }
    Reference called = Objects.requireNonNull(name);
    return options.print(
        session, session.images().edits().indexes().create(called, options.listed(images), words));
  }
}
