package dev.lamina.cli;

import dev.lamina.Images;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.unpack.UnpackOptions;
import dev.lamina.unpack.UnpackReport;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "unpack",
    description =
        "Write the files of an image into DIR/rootfs, without root, and beside them a record from"
            + " which commit makes an image again.")
final class UnpackCommand implements Action {
  enum Special {
    SKIP,
    ERROR
  }

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A name, an image ID, a digest, or a place as of copy")
  private String image = "";

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "A new or empty directory; it appears when all is there")
  private Path directory = Path.of("");

  @Mixin private PlatformOption platform = new PlatformOption();
  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Option(
      names = {"-f", "--force"},
      description = "Replace the directory that is there, with all that is in it")
  private boolean force;

  @Option(
      names = "--keep-suid",
      description = "Keep setuid and setgid (default: taken away, and counted)")
  private boolean keepSetIds;

  @Option(
      names = "--special",
      paramLabel = "KIND",
      description =
          "Devices and named pipes. skip: leave them out, and count them; error: unpack nothing"
              + " (default: skip)")
  private Special special = Special.SKIP;

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    Images images = registry.anywhere(session);
    UnpackReport report =
        images
            .unpacked()
            .unpack(
                RegistryFlags.place(session, image),
                platform.platform(session.environment()),
                session.environment().resolve(directory),
                options(session));
    tell(session, report);
    session.close();
    session.console().line(report.rootfs().toString());
    return ExitCode.DONE;
  }

  private UnpackOptions options(Session session) {
    return UnpackOptions.DEFAULT
        .withPlace(force ? UnpackOptions.Place.REPLACED : UnpackOptions.Place.FREE)
        .withSetIds(keepSetIds ? UnpackOptions.SetIds.KEPT : UnpackOptions.SetIds.STRIPPED)
        .withSpecial(
            special == Special.ERROR
                ? UnpackOptions.Special.REFUSED
                : UnpackOptions.Special.SKIPPED)
        .withDurability(session.options().durability());
  }

  private static void tell(Session session, UnpackReport report) throws UsageException {
    warn(session, report.skipped().size(), "devices and named pipes left out");
    warn(session, report.stripped().size(), "files without the setuid and setgid that they have");
    warn(session, report.times(), "times out of range, set to the nearest");
    note(session, report.owners(), "names that belong to others in the image");
    note(session, report.xattrs(), "files with extended attributes, which are not set");
  }

  private static void warn(Session session, long count, String what) throws UsageException {
    if (count > 0) {
      session.progress().on(new ProgressEvent.Warning(what + ": " + count));
    }
  }

  private static void note(Session session, long count, String what) throws UsageException {
    if (count > 0) {
      session.progress().on(new ProgressEvent.Message(what + ": " + count));
    }
  }
}
