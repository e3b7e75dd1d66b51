package dev.lamina.cli;

import java.io.IOException;
import picocli.CommandLine.Option;

/** {@code --format} of the commands that list something. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table, json (one document), or a plain subset of Go templates: '{{.ID}} {{.Tag}}',"
              + " 'table {{.ID}}\\t{{.Size}}', '{{json .Labels}}'")
  private String format = "table";

  boolean isTable() {
    return format.equals("table");
  }

  void print(Console console, Listing listing) throws IOException, UsageException {
    switch (format) {
      case "json" -> console.line(PrettyJson.of(listing.json()));
      case "table" -> console.print(listing.table());
      default -> console.print(listing.template(format));
    }
  }
}
