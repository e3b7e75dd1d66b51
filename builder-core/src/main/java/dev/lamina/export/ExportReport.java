package dev.lamina.export;

import dev.lamina.io.EntryPath;
import java.util.List;

/**
 * What of an image's files could not be had in a directory of an ordinary user.
 *
 * @param skipped devices and named pipes, which were left out
 * @param plain files and directories that lost setuid or setgid
 * @param times how many have a time that is out of range, and got the nearest
 */
public record ExportReport(List<EntryPath> skipped, List<EntryPath> plain, long times) {
  public ExportReport {
    skipped = List.copyOf(skipped);
    plain = List.copyOf(plain);
  }
}
