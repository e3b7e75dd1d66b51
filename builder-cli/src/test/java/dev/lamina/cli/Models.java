package dev.lamina.cli;

import dev.lamina.Images;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Compiles the models of all commands; run by the build, after it has compiled the commands. */
public final class Models {
  private Models() {}

  /** Arguments: a directory for the source, and one for the class. */
  public static void main(String[] arguments) throws IOException {
    CommandLine tree = CommandTree.whole(new CommandModels.Annotated());
    String name = CommandModels.MADE;
    Path source = Path.of(arguments[0], name.substring(name.lastIndexOf('.') + 1) + ".java");
    Files.createDirectories(Path.of(arguments[0]));
    Files.writeString(source, ModelSource.of(name, tree));
    String path =
        Stream.of(CommandTree.class, Images.class, CommandLine.class, Nullable.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
            .map(location -> Path.of(URI.create(location)).toString())
            .collect(Collectors.joining(System.getProperty("path.separator", ":")));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                path,
                "-d",
                arguments[1],
                source.toString());
    if (result != 0) {
      throw new IllegalStateException("the models of the commands do not compile: " + source);
    }
  }
}
