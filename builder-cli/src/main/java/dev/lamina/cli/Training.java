package dev.lamina.cli;

import dev.lamina.progress.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs typical command lines once, in a directory of its own, so that the JVM can keep the classes
 * they load in an archive (see {@code bin/lamina}). It ends as the command does, which is part of
 * what is learned.
 */
public final class Training {
  private static final List<String> LINES =
      List.of(
          "--version",
          "help",
          "nonsense",
          "build -t a c",
          "build -q --progress tty -t b c",
          "images",
          "images --format json",
          "history a",
          "inspect a",
          "ls a",
          "ls a /a",
          "ls -l a",
          "cat a /b",
          "diff a b",
          "tag a d",
          "rmi d",
          "prune",
          "verify");

  private final Path directory;

  private Training(Path directory) {
    this.directory = directory;
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("lamina-training");
    try {
      Path context = Files.createDirectory(directory.resolve("c"));
      Files.writeString(context.resolve("a"), "a");
      Files.writeString(
          context.resolve("Dockerfile"),
          """
          FROM scratch AS one
          ARG A=1
          COPY a /a/
          FROM one
          ADD a /b
          COPY --from=one /a/a /c
          ENV A=$A
          WORKDIR /a
          LABEL a=b
          USER 1:1
          EXPOSE 1
          VOLUME /v
          ENTRYPOINT ["/a"]
          CMD a b
          """);
      new Training(directory).run();
    } finally {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Main.main(new String[] {"--version"});
  }

  private void run() {
    for (String line : LINES) {
      run(line, InputStream.nullInputStream(), OutputStream.nullOutputStream());
    }
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    run("save a", InputStream.nullInputStream(), archive);
    run("load", new ByteArrayInputStream(archive.toByteArray()), OutputStream.nullOutputStream());
  }

  private void run(String line, InputStream in, OutputStream out) {
    Environment environment =
        new Environment(
            Map.of("LAMINA_STORE", directory.resolve("store").toString()),
            directory,
            in,
            out,
            OutputStream.nullOutputStream(),
            false,
            false,
            Clock.systemUTC());
    new Main(environment, Cancellation.NONE).run(List.of(line.split(" ", -1)));
  }
}
