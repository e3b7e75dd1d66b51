package dev.lamina.cli;

import dev.lamina.FileList;
import dev.lamina.ImageContents;
import dev.lamina.entry.Entry;
import dev.lamina.entry.SourceNode;
import dev.lamina.io.EntryPath;
import dev.lamina.oci.Platform;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ls",
    description =
        "List files of an image, without unpacking it: what is in a directory, or a file. Links are"
            + " followed inside the image, and no name is hidden.")
final class LsCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A name, an image ID, a digest, or a place as of copy")
  private String image = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "A directory or file of the image (default: /)")
  private String path = "/";

  @Option(
      names = {"-l", "--long"},
      description = "Also show mode, owner, size, time (UTC) and where links lead")
  private boolean detailed;

  @Option(
      names = {"-R", "--recursive"},
      description = "All that is below a directory, each with its path")
  private boolean recursive;

  @Option(
      names = {"-d", "--directory"},
      description = "A directory or link itself, instead of what is in it")
  private boolean itself;

  @Option(
      names = {"-a", "--all"},
      description = "Accepted: nothing is hidden anyway")
  @SuppressWarnings("unused") // there is nothing that it could change
  private boolean all;

  @Option(
      names = {"-0", "--null"},
      description = "End each name with a NUL byte, and print its bytes as they are")
  private boolean raw;

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description =
          "The entries of one layer as they stand in it, whiteouts too: a number from 0 at the"
              + " bottom, a digest, or the beginning of one")
  private @Nullable String layer;

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RegistryFlags registry = new RegistryFlags();
  @Mixin private FormatOption format = new FormatOption();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    if (raw && (detailed || !format.isTable())) {
      throw new UsageException("ls: -0 is for names alone, without -l and --format");
    }
    FileRows rows = rows(session);
    Console console = session.console();
    if (raw) {
      rows.printNames(console.bytes());
    } else if (!format.isTable()) {
      format.print(console, rows.listing());
    } else if (detailed) {
      rows.printLong(console);
    } else {
      rows.printNames(console);
    }
    return ExitCode.DONE;
  }

  private FileRows rows(Session session) throws IOException, UsageException {
    Platform shown = platform.platform(session.environment());
    String place = RegistryFlags.place(session, image);
    ImageContents contents = registry.anywhere(session).contents();
    EntryPath wanted = EntryPath.of(path);
    if (layer != null) {
      List<Entry> entries = contents.layer(place, shown, layer);
      return new FileRows(
          entries.stream().filter(e -> e.path().startsWith(wanted)).map(SourceNode::of).toList(),
          null);
    }
    FileList files = contents.list(place, shown, wanted, depth());
    return new FileRows(files.files(), recursive || itself ? null : files.place());
  }

  private ImageContents.Depth depth() {
    if (itself) {
      return ImageContents.Depth.ITSELF;
    }
    return recursive ? ImageContents.Depth.ALL : ImageContents.Depth.CHILDREN;
  }
}
