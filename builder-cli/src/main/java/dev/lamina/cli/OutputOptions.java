package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.RegistryImages;
import dev.lamina.build.BuildRequest;
import dev.lamina.build.BuildResult;
import dev.lamina.export.ExportReport;
import dev.lamina.io.Escaped;
import dev.lamina.io.OutputFile;
import dev.lamina.oci.Platform;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.reference.Reference;
import dev.lamina.transport.TransportOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a build's result goes beside the store. */
final class OutputOptions {
  private static final String DOCKER_HOST = "DOCKER_HOST";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR|-|type=KIND,dest=PLACE",
      order = 61,
      description =
          "Also write the image's files (local: to a directory, tar: as a tar), or the image (oci and"
              + " docker: an archive, with tar=false an OCI image layout; docker without dest: into"
              + " a Docker engine; image: name=NAME names it; registry: as --push); may be given"
              + " several times")
  private List<String> outputs = new ArrayList<>();

  @Option(
      names = "--load",
      order = 62,
      description =
          "Also load the image into the Docker engine (DOCKER_HOST; else"
              + " unix:///var/run/docker.sock), as -o type=docker")
  private boolean load;

  /** What the options ask for. */
  List<Output> parse(Environment environment, boolean push) throws UsageException {
    List<Output> parsed = new ArrayList<>();
    for (String text : outputs) {
      parsed.add(Output.parse(text));
    }
    if (load) {
      parsed.add(new Output(Output.Kind.ENGINE, null, List.of()));
    }
    if (push) {
      parsed.add(new Output(Output.Kind.REGISTRY, null, List.of()));
    }
    long toStdout = parsed.stream().filter(Output::isToStdout).count();
    if (toStdout > 1) {
      throw new UsageException("build: only one output can go to standard output");
    }
    if (toStdout == 1 && environment.outputTerminal()) {
      throw new UsageException(
          "build: an archive is not for a terminal", "name a file with dest=, or use a pipe");
    }
    return List.copyOf(parsed);
  }

  /** Whether the image goes to registries and nowhere else. */
  static boolean isPushAlone(List<Output> outputs) {
    return !outputs.isEmpty() && outputs.stream().allMatch(o -> o.kind() == Output.Kind.REGISTRY);
  }

  /** Fails when the image is to go to registries, and has no name. */
  static void requireName(List<Output> outputs, BuildRequest request) throws UsageException {
    boolean push = outputs.stream().anyMatch(o -> o.kind() == Output.Kind.REGISTRY);
    if (push && request.names().isEmpty()) {
      throw new UsageException(
          "build: there is no name to push to", "give one: -t HOST/REPOSITORY:TAG");
    }
  }

  /** Writes what was built, everywhere. */
  static void write(
      List<Output> outputs,
      Session session,
      RegistryImages registries,
      BuildRequest request,
      BuildResult result)
      throws IOException, UsageException {
    Images images = session.images();
    List<String> named = result.names().stream().map(Reference::toString).toList();
    String root = result.root().digest().toString();
    List<String> image = named.isEmpty() ? List.of(root) : named;
    Platform host = PlatformOption.ofEnvironment(session.environment());
    for (Output output : outputs) {
      switch (output.kind()) {
        case FILES -> {
          Path place = place(session, output);
          report(session, images.exportFiles(root, request.platforms(), place));
        }
        case TAR -> bytes(session, output, out -> images.exportTar(root, request.platforms(), out));
        case ARCHIVE -> bytes(session, output, out -> images.save(image, host, out));
        case LAYOUT -> images.saveLayout(image, place(session, output));
        case ENGINE -> engine(session, images, image, host);
        case REGISTRY -> registries.push(root, request.names(), null);
        case STORE -> {}
      }
    }
  }

  private static Path place(Session session, Output output) {
    return session.environment().resolve(Path.of(String.valueOf(output.dest())));
  }

  private static void bytes(Session session, Output output, OutputFile.Content content)
      throws IOException {
    if (output.isToStdout()) {
      content.writeTo(session.console().bytes());
    } else {
      OutputFile.write(place(session, output), session.options().durability(), content);
    }
  }

  private static void report(Session session, ExportReport report) throws UsageException {
    Progress progress = session.progress();
    if (!report.skipped().isEmpty()) {
      String first = Escaped.text(report.skipped().get(0).toString());
      progress.on(
          new ProgressEvent.Warning(
              report.skipped().size()
                  + " devices and pipes were left out of the output: "
                  + first
                  + (report.skipped().size() > 1 ? ", …" : "")));
    }
    if (!report.plain().isEmpty()) {
      progress.on(
          new ProgressEvent.Warning(
              report.plain().size() + " files of the output lost setuid or setgid"));
    }
    if (report.times() > 0) {
      progress.on(
          new ProgressEvent.Warning("times out of range, set to the nearest: " + report.times()));
    }
  }

  private static void engine(Session session, Images images, List<String> image, Platform host)
      throws IOException, UsageException {
    String named = session.environment().variable(DOCKER_HOST);
    try {
      for (String line :
          images.loadIntoDocker(
              image, host, named == null ? TransportOptions.DOCKER_HOST : named)) {
        session.progress().on(new ProgressEvent.Message(line));
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("build: " + DOCKER_HOST + ": " + e.getMessage());
    }
  }
}
