package dev.lamina.cli;

import dev.lamina.ImageContents;
import dev.lamina.ImageDetails;
import dev.lamina.digest.Digest;
import dev.lamina.io.OutputFile;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
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
    name = "inspect",
    description = "Show all that is known of images, as JSON with docker's keys.")
final class InspectCommand implements Action {
  @Parameters(
      paramLabel = "IMAGE",
      arity = "1..*",
      description = "Names, image IDs, digests, or places as of copy")
  private List<String> wanted = List.of();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "json, or a plain subset of Go templates: '{{.Id}}', '{{json .Config.Labels}}'")
  private @Nullable String format;

  @Option(
      names = "--raw",
      description = "The bytes of the manifest or index; with --config those of the config")
  private boolean raw;

  @Option(names = "--config", description = "The config alone, for this platform")
  private boolean config;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write one HTML page that needs nothing else: layers, files by size, what is wasted,"
              + " configuration and history; - is standard output")
  private @Nullable Path page;

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Platform shown = platform.platform(session.environment());
    if (page != null) {
      return page(session, page, shown);
    }
    if (raw || config) {
      return documents(session, shown);
    }
    List<JsonObject> all = new ArrayList<>();
    for (String image : wanted) {
      all.add(json(remote.details(session, image, shown)));
    }
    if (format == null || format.equals("json")) {
      session.console().line(PrettyJson.of(new JsonArray(List.<JsonValue>copyOf(all))));
      return ExitCode.DONE;
    }
    Template template = Template.parse(format);
    for (JsonObject image : all) {
      session.console().line(Console.printable(template.render(image)));
    }
    return ExitCode.DONE;
  }

  private ExitCode page(Session session, Path file, Platform shown)
      throws IOException, UsageException {
    if (wanted.size() > 1) {
      throw new UsageException("inspect: --html shows one image at a time");
    }
    if (raw || config || format != null || remote.isRemote()) {
      throw new UsageException(
          "inspect: --html cannot be combined with --raw, --config, --format and --remote");
    }
    ImageContents contents = remote.registry().anywhere(session).contents();
    OutputFile.Content content = out -> contents.writePage(wanted.get(0), shown, out);
    if (file.toString().equals("-")) {
      content.writeTo(session.console().bytes());
    } else {
      Path place = session.environment().resolve(file);
      OutputFile.write(place, session.options().durability(), content);
    }
    return ExitCode.DONE;
  }

  private ExitCode documents(Session session, Platform shown) throws IOException, UsageException {
    if (raw && wanted.size() > 1) {
      throw new UsageException("inspect: --raw shows one image at a time");
    }
    for (String image : wanted) {
      ImageDetails details = remote.details(session, image, shown);
      byte[] bytes = config ? details.image().config().bytes() : details.root().bytes();
      if (raw) {
        session.console().bytes().write(bytes);
      } else {
        session.console().line(PrettyJson.of(Json.parse(bytes, "config of " + image)));
      }
    }
    return ExitCode.DONE;
  }

  private static JsonObject json(ImageDetails details) throws IOException {
    ImageConfig config = details.image().config().value();
    Digest digest = details.root().descriptor().digest();
    List<String> tags = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (Reference name : details.names()) {
      tags.add(name.familiar());
      digests.add(name.repository().familiar() + "@" + digest);
    }
    Platform platform = config.platform();
    JsonObject whole = config.toJson();
    JsonObject run = whole.objectOrNull("config");
    return JsonObject.builder()
        .set("Id", details.image().id().toString())
        .set("RepoTags", JsonArray.ofStrings(tags))
        .set("RepoDigests", JsonArray.ofStrings(digests.stream().distinct().toList()))
        .set("Comment", comment(config))
        .set("Created", text(config.created()))
        .set("Author", text(config.author()))
        .set("Architecture", platform.architecture())
        .set("Variant", text(platform.variant()))
        .set("Os", platform.os())
        .set("Size", details.size())
        .set("Config", run == null ? JsonObject.EMPTY : run)
        .set(
            "RootFS",
            JsonObject.builder()
                .set("Type", "layers")
                .set(
                    "Layers",
                    JsonArray.ofStrings(
                        config.rootFs().diffIds().stream().map(Digest::toString).toList()))
                .build())
        .set("Descriptor", details.root().descriptor().toJson())
        .set("Manifest", Json.parse(details.root().bytes(), "manifest " + digest))
        .build();
  }

  private static String comment(ImageConfig config) {
    int last = config.history().size() - 1;
    return last < 0 ? "" : text(config.history().get(last).comment());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
