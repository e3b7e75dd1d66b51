package dev.lamina.cli;

import dev.lamina.StoreUsage;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "info", description = "Show the store and how full it is, and what lamina runs on.")
final class InfoCommand implements Action {
  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "text, json, or a plain subset of Go templates: '{{.Store}} {{.Images}}'")
  private String format = "text";

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    StoreUsage usage = session.images().usage();
    JsonObject info = json(usage);
    Console console = session.console();
    switch (format) {
      case "json" -> console.line(PrettyJson.of(info));
      case "text" -> console.print(text(usage, info));
      default -> console.line(Console.printable(Template.parse(format).render(info)));
    }
    return ExitCode.DONE;
  }

  private static JsonObject json(StoreUsage usage) throws IOException {
    Runtime runtime = Runtime.getRuntime();
    return JsonObject.builder()
        .set("Version", Version.TEXT)
        .set("Store", usage.directory().toString())
        .set("Images", usage.images())
        .set("Names", usage.names())
        .set("Blobs", usage.blobs())
        .set("Bytes", usage.bytes())
        .set("FreeBytes", usage.freeBytes())
        .set("Platform", PlatformOption.ofMachine().toString())
        .set("OperatingSystem", property("os.name") + " " + property("os.version"))
        .set("Java", property("java.version"))
        .set("JavaVendor", property("java.vendor"))
        .set("JavaHome", property("java.home"))
        .set("Processors", runtime.availableProcessors())
        .set("MaxMemory", runtime.maxMemory())
        .build();
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String text(StoreUsage usage, JsonObject info) throws IOException {
    return Console.printable(
        "lamina "
            + info.string("Version")
            + "\nstore "
            + usage.directory()
            + "\n  images "
            + usage.images()
            + ", names "
            + usage.names()
            + ", blobs "
            + usage.blobs()
            + ", "
            + Human.size(usage.bytes())
            + "\n  free "
            + Human.size(usage.freeBytes())
            + "\nplatform "
            + info.string("Platform")
            + " ("
            + info.string("OperatingSystem")
            + ")\njava "
            + info.string("Java")
            + " ("
            + info.string("JavaVendor")
            + "), "
            + info.string("JavaHome")
            + "\n  processors "
            + info.integer("Processors")
            + ", memory at most "
            + Human.size(info.integer("MaxMemory"))
            + "\n");
  }
}
