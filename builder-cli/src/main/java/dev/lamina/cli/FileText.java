package dev.lamina.cli;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import java.time.DateTimeException;
import java.time.Instant;

/** What is said of a file of an image, for people. */
final class FileText {
  private static final String[] PERMISSIONS = {
    "---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx"
  };

  private FileText() {}

  /** {@code file}, {@code directory} and so on. */
  static String type(Entry entry) {
    return entry.accept(TYPES);
  }

  private static final Entry.Visitor<String, RuntimeException> TYPES =
      new Entry.Visitor<>() {
        @Override
        public String file(FileEntry file) {
          return "file";
        }

        @Override
        public String directory(DirectoryEntry directory) {
          return "directory";
        }

        @Override
        public String symlink(SymlinkEntry symlink) {
          return "symlink";
        }

        @Override
        public String hardLink(HardLinkEntry hardLink) {
          return "hardlink";
        }

        @Override
        public String device(DeviceEntry device) {
          return device.kind() == DeviceEntry.Kind.BLOCK ? "blockdevice" : "chardevice";
        }

        @Override
        public String fifo(FifoEntry fifo) {
          return "fifo";
        }
      };

  /** As {@code ls -l} and {@code tar -tv} show it: {@code drwxr-xr-x}. */
  static String mode(Entry entry) {
    char letter =
        switch (type(entry)) {
          case "directory" -> 'd';
          case "symlink" -> 'l';
          case "hardlink" -> 'h';
          case "blockdevice" -> 'b';
          case "chardevice" -> 'c';
          case "fifo" -> 'p';
          default -> '-';
        };
    int mode = entry.metadata().mode();
    return letter
        + special(PERMISSIONS[(mode >> 6) & 7], (mode & 04000) != 0, 's')
        + special(PERMISSIONS[(mode >> 3) & 7], (mode & 02000) != 0, 's')
        + special(PERMISSIONS[mode & 7], (mode & 01000) != 0, 't');
  }

  private static String special(String three, boolean set, char letter) {
    if (!set) {
      return three;
    }
    boolean executable = three.charAt(2) == 'x';
    return three.substring(0, 2) + (executable ? letter : Character.toUpperCase(letter));
  }

  /** Four octal digits. */
  static String octal(Entry entry) {
    String digits = Integer.toOctalString(entry.metadata().mode());
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  /** Numbers, as the image has them. */
  static String owner(Entry entry) {
    return entry.metadata().uid() + ":" + entry.metadata().gid();
  }

  /** Bytes of a file; the numbers of a device. */
  static String size(Entry entry) {
    if (entry instanceof DeviceEntry device) {
      return device.major() + "," + device.minor();
    }
    return Long.toString(entry instanceof FileEntry file ? file.content().size() : 0);
  }

  /** {@code 2026-03-01 12:00:00}, in UTC. */
  static String time(Entry entry) {
    String text = timestamp(entry);
    return text.replace('T', ' ').replace("Z", "");
  }

  /** {@code 2026-03-01T12:00:00Z}; {@code @SECONDS} when no calendar goes so far. */
  static String timestamp(Entry entry) {
    long seconds = entry.metadata().mtime();
    try {
      return Instant.ofEpochSecond(seconds).toString();
    } catch (DateTimeException e) {
      return "@" + seconds;
    }
  }

  /** Where a link leads, escaped; empty for what is none. */
  static String target(Entry entry) {
    if (entry instanceof SymlinkEntry link) {
      return Escaped.bytes(link.target().bytes());
    }
    return entry instanceof HardLinkEntry link ? link.target().toString() : "";
  }

  /** The name without what it lies in, escaped. */
  static String name(EntryPath path) {
    return Escaped.bytes(path.name().bytes());
  }
}
