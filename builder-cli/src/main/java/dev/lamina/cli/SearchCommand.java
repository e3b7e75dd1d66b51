package dev.lamina.cli;

import dev.lamina.json.JsonBoolean;
import dev.lamina.json.JsonObject;
import dev.lamina.registry.FoundRepository;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description =
        "Search Docker Hub, or list the repositories of another registry that have a text in their"
            + " name, one a line. Not every registry tells them to everybody.")
final class SearchCommand implements Action {
  private static final int USUAL = 25;
  private static final int MOST = 100;
  private static final int MOST_CHARACTERS = 45;

  @Parameters(
      paramLabel = "[HOST/]TEXT",
      description =
          "What to look for. HOST is a registry with a dot or a port in its name, or localhost, and"
              + " may stand alone; without one, or with docker.io, Docker Hub is searched")
  private String wanted = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many; of Docker Hub from 1 to 100 (default: 25 of Docker Hub)")
  private @Nullable Integer limit;

  @Option(names = "--no-trunc", description = "Show descriptions in full")
  private boolean full;

  @Mixin private FormatOption format = new FormatOption();
  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    int slash = wanted.indexOf('/');
    String first = slash < 0 ? wanted : wanted.substring(0, slash);
    String rest = slash < 0 ? "" : wanted.substring(slash + 1);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    if (limit != null && limit < 1) {
      throw new UsageException("search: --limit " + limit + " is less than 1");
    }
    if (!host) {
      return hub(session, wanted);
    }
    String name = RegistryFlags.host("search", first);
    return name.equals("docker.io") || name.equals("index.docker.io")
        ? hub(session, rest)
        : others(session, name, rest);
  }

  private ExitCode hub(Session session, String text) throws IOException, UsageException {
    int most = limit == null ? USUAL : limit;
    if (text.isBlank() || most > MOST) {
      throw new UsageException(
          text.isBlank()
              ? "search: Docker Hub does not list all it has; what is to be looked for?"
              : "search: --limit " + most + ": Docker Hub gives at most " + MOST);
    }
    List<FoundRepository> found = registry.images(session).searchHub(text, most);
    session.close();
    format.print(session.console(), listing(found, full));
    return ExitCode.DONE;
  }

  /** Docker's table of what was found. */
  static Listing listing(List<FoundRepository> found, boolean full) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("Name", "NAME");
    columns.put("Description", "DESCRIPTION");
    columns.put("StarCount", "STARS");
    columns.put("IsOfficial", "OFFICIAL");
    Listing listing = new Listing(columns);
    for (FoundRepository each : found) {
      String description = full ? each.description() : shortened(each.description());
      listing.add(
          new Listing.Row(
              Map.of(
                  "Name",
                  each.name(),
                  "Description",
                  description,
                  "StarCount",
                  Long.toString(each.stars()),
                  "IsOfficial",
                  each.official() ? "[OK]" : ""),
              JsonObject.builder()
                  .set("name", each.name())
                  .set("description", each.description())
                  .set("stars", each.stars())
                  .set("official", JsonBoolean.of(each.official()))
                  .build()));
    }
    return listing;
  }

  private static String shortened(String text) {
    int[] points = text.codePoints().limit(MOST_CHARACTERS + 1L).toArray();
    return points.length <= MOST_CHARACTERS
        ? text
        : new String(points, 0, MOST_CHARACTERS - 1) + "…";
  }

  private ExitCode others(Session session, String host, String text)
      throws IOException, UsageException {
    List<String> names =
        registry.images(session).repositories(host).stream()
            .filter(name -> name.contains(text))
            .limit(limit == null ? Long.MAX_VALUE : limit)
            .map(name -> host + "/" + name)
            .toList();
    if (format.isTable()) {
      for (String name : names) {
        session.console().line(Console.printable(name));
      }
      return ExitCode.DONE;
    }
    Listing listing = new Listing(Map.of("Name", "NAME"));
    for (String name : names) {
      listing.add(
          new Listing.Row(Map.of("Name", name), JsonObject.builder().set("name", name).build()));
    }
    format.print(session.console(), listing);
    return ExitCode.DONE;
  }
}
