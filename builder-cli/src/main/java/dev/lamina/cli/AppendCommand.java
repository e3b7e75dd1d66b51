package dev.lamina.cli;

import dev.lamina.AppendedFiles;
import dev.lamina.EditRequest;
import dev.lamina.context.ContextOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "append",
    description =
        "Put layers on top of an image. An archive becomes a layer as it is, a directory as COPY"
            + " would make one.")
final class AppendCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A name, an image ID or a digest; scratch is the empty image")
  private String image = "";

  @Parameters(
      index = "1..*",
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "A tar, plain or in gzip or zstd, or a directory; the lowest layer first")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--prefix",
      paramLabel = "PATH",
      description = "Where in the image the content of directories goes (default: /)")
  private String prefix = "/";

  @Option(
      names = "--chown",
      paramLabel = "USER[:GROUP]",
      description = "Who owns what comes out of directories (default: root)")
  private @Nullable String chown;

  @Option(
      names = "--chmod",
      paramLabel = "MODE",
      description = "The mode of what comes out of directories: octal, or as chmod takes it")
  private @Nullable String chmod;

  @Option(
      names = "--context-modes",
      paramLabel = "KIND",
      description = "git: files get mode 0644 or 0755, as git keeps them; kept (default: kept)")
  private ContextOptions.Modes modes = ContextOptions.Modes.KEPT;

  @Mixin private LayerCompressionOption compression = new LayerCompressionOption();
  @Mixin private EditOptions options = new EditOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    EditRequest request = options.request(session, image);
    if (image.equals("scratch") && request.platform() == null) {
      request = request.withPlatform(PlatformOption.ofEnvironment(session.environment()));
    }
    List<Path> sources = files.stream().map(session.environment()::resolve).toList();
    AppendedFiles appended;
    try {
      appended =
          new AppendedFiles(
              sources,
              prefix,
              ContextOptions.at(request.date().seconds()).withModes(modes),
              chown,
              chmod,
              compression.compression());
    } catch (IllegalArgumentException e) {
      throw new UsageException("append: " + e.getMessage());
    }
    return options.print(session, session.images().edits().append(request, appended));
  }
}
