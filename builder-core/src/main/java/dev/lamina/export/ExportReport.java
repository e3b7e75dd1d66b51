package dev.lamina.export;

import dev.lamina.io.EntryPath;
import java.util.List;

/**
 * What of an image's files could not be had in a directory of an ordinary user.
 *
 * @param skipped devices and named pipes, which were left out
 * @param plain files and directories that lost setuid or setgid
 */
public record ExportReport(List<EntryPath> skipped, List<EntryPath> plain) {
  public ExportReport {
    skipped = List.copyOf(skipped);
    plain = List.copyOf(plain);
  }
}
