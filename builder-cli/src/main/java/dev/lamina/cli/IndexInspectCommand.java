package dev.lamina.cli;

import dev.lamina.IndexEdits;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Show what an index lists.")
final class IndexInspectCommand implements Action {
  @Parameters(paramLabel = "IMAGE", description = "A name or the digest of the index")
  private String image = "";

  @Option(names = "--raw", description = "Print the document as it is, byte for byte")
  private boolean raw;

  @Mixin private FormatOption format = new FormatOption();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    IndexEdits.Details details = session.images().edits().indexes().inspect(image);
    if (raw) {
      session.console().bytes().write(details.index().bytes());
      return ExitCode.DONE;
    }
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("Platform", "PLATFORM");
    columns.put("Digest", "DIGEST");
    columns.put("Size", "SIZE");
    Listing listing = new Listing(columns);
    details.entries().forEach(entry -> listing.add(row(entry)));
    format.print(session.console(), listing);
    return ExitCode.DONE;
  }

  private static Listing.Row row(IndexEdits.Entry entry) {
    Descriptor descriptor = entry.descriptor();
    Platform platform = descriptor.platform();
    Long size = entry.size();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Platform", platform == null ? "" : platform.toString());
    fields.put("Digest", descriptor.digest().toString());
    fields.put("MediaType", descriptor.mediaType());
    fields.put("Size", size == null ? "" : Human.size(size));
    return new Listing.Row(fields, descriptor.toJson());
  }
}
