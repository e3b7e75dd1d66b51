package dev.lamina.cli;

import dev.lamina.ImageDetails;
import dev.lamina.digest.Digest;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.IOException;
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
  @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Names, image IDs or digests")
  private List<String> wanted = List.of();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "json, or a plain subset of Go templates: '{{.Id}}', '{{json .Config.Labels}}'")
  private String format = "json";

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RemoteOptions remote = new RemoteOptions();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Platform shown = platform.platform(session.environment());
    List<JsonObject> all = new ArrayList<>();
    for (String image : wanted) {
      all.add(json(remote.details(session, image, shown)));
    }
    if (format.equals("json")) {
      session.console().line(PrettyJson.of(new JsonArray(List.<JsonValue>copyOf(all))));
      return ExitCode.DONE;
    }
    Template template = Template.parse(format);
    for (JsonObject image : all) {
      session.console().line(Console.printable(template.render(image)));
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
