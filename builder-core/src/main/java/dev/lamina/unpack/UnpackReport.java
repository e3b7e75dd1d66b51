package dev.lamina.unpack;

import dev.lamina.io.EntryPath;
import java.nio.file.Path;
import java.util.List;

/**
 * What was unpacked, and what the disk does not say of it; the record beside the files does.
 *
 * @param rootfs where the files are
 * @param entries names in it
 * @param bytes of content
 * @param skipped devices and named pipes, which were left out
 * @param stripped files and directories without their setuid and setgid
 * @param xattrs how many files have extended attributes
 * @param owners how many names belong to others than to who unpacked them
 * @param times how many have times that the disk cannot hold, and have the nearest that it can
 */
public record UnpackReport(
    Path rootfs,
    long entries,
    long bytes,
    List<EntryPath> skipped,
    List<EntryPath> stripped,
    long xattrs,
    long owners,
    long times) {
  public UnpackReport {
    skipped = List.copyOf(skipped);
    stripped = List.copyOf(stripped);
  }
}
