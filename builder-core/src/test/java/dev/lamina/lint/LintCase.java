package dev.lamina.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.Images;
import dev.lamina.build.BuildRequest;
import dev.lamina.context.BuildContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder of {@code testdata/lint}: a Dockerfile, perhaps a {@code dockerignore}, and perhaps
 * {@code options}, a line each: {@code build-arg A=B} or {@code target T}.
 */
final class LintCase {
  /** A context without files, of which only the ignore file is known. */
  private record Ignoring(DockerIgnore ignored) implements BuildContext {
    @Override
    public @Nullable SourceNode find(EntryPath path) {
      return null;
    }

    @Override
    public List<EntryPath> list(EntryPath directory) {
      return List.of();
    }
  }

  private LintCase() {}

  /** Checks the case in a folder. */
  static LintReport check(Path folder) throws IOException {
    Path ignoreFile = folder.resolve("dockerignore");
    BuildRequest.Builder request =
        request(
            Files.readString(folder.resolve("Dockerfile")),
            Files.exists(ignoreFile) ? Files.readString(ignoreFile) : "");
    Path options = folder.resolve("options");
    if (Files.exists(options)) {
      for (String line : Files.readAllLines(options)) {
        int blank = line.indexOf(' ');
        option(line.substring(0, blank), line.substring(blank + 1), request);
      }
    }
    return Images.check(request.build());
  }

  private static void option(String name, String value, BuildRequest.Builder request) {
    switch (name) {
      case "build-arg" -> {
        int equals = value.indexOf('=');
        request.buildArg(value.substring(0, equals), value.substring(equals + 1));
      }
      case "target" -> request.target(value);
      default -> throw new IllegalArgumentException("unknown option " + name);
    }
  }

  /** Checks a text. */
  static LintReport check(String dockerfile, String ignoreFile) throws RefusedInputException {
    return Images.check(request(dockerfile, ignoreFile).build());
  }

  private static BuildRequest.Builder request(String dockerfile, String ignoreFile)
      throws RefusedInputException {
    DockerIgnore ignored = DockerIgnore.parse(ignoreFile.getBytes(UTF_8), ".dockerignore");
    return BuildRequest.builder(
        DockerfileSource.of("Dockerfile", dockerfile), new Ignoring(ignored));
  }

  /** A report as text, a line a finding. */
  static String print(LintReport report) {
    StringBuilder out = new StringBuilder();
    for (LintWarning warning : report.warnings()) {
      out.append(lines(warning.range())).append(' ').append(warning.rule().name());
      out.append(": ").append(warning.detail()).append('\n');
    }
    report.errors().forEach(e -> print("error", e, out));
    report.notices().forEach(n -> print("notice", n, out));
    return out.isEmpty() ? "clean\n" : out.toString();
  }

  private static void print(String kind, Problem problem, StringBuilder out) {
    out.append(lines(problem.range())).append(' ').append(kind).append(": ");
    out.append(problem.message()).append('\n');
  }

  private static String lines(SourceRange range) {
    return range.firstLine() == range.lastLine()
        ? Integer.toString(range.firstLine())
        : range.firstLine() + "-" + range.lastLine();
  }
}
