package dev.lamina.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.LinkTarget;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trees as text, one entry a line: {@code TYPE MODE UID:GID PATH REST}, where TYPE is d
 * (directory), f (file; REST is its content), l (symlink; REST is its target), h (hard link; REST
 * is the name that carries the content), c or b (device; REST is MAJOR,MINOR) or p (FIFO). Paths
 * and REST are {@link Escaped}, a blank in a path is {@code \x20}.
 */
public final class Trees {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\\\|n|r|t|x[0-9a-f]{2})");

  /** Content that is longer is shown by its size and digest. */
  private static final int MOST_SHOWN = 120;

  private Trees() {}

  /** Entries from lines, in their order. */
  public static List<Entry> entries(String... lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      entries.add(entry(line));
    }
    return entries;
  }

  private static Entry entry(String line) {
    String[] words = line.split(" ", 5);
    String[] owner = words[2].split(":", -1);
    Metadata metadata =
        Metadata.of(Integer.parseInt(words[1], 8))
            .withOwner(Long.parseLong(owner[0]), Long.parseLong(owner[1]));
    EntryPath path = EntryPath.ofBytes(unescaped(words[3]));
    byte[] rest = unescaped(words.length > 4 ? words[4] : "");
    return switch (words[0]) {
      case "d" -> new DirectoryEntry(path, metadata);
      case "f" -> new FileEntry(path, metadata, ByteSource.of(rest));
      case "l" -> new SymlinkEntry(path, metadata, LinkTarget.ofBytes(rest));
      case "h" -> new HardLinkEntry(path, metadata, EntryPath.ofBytes(rest));
      case "p" -> new FifoEntry(path, metadata);
      case "c" -> device(path, metadata, DeviceEntry.Kind.CHARACTER, words[4]);
      case "b" -> device(path, metadata, DeviceEntry.Kind.BLOCK, words[4]);
      default -> throw new IllegalArgumentException(line);
    };
  }

  /** The inverse of {@link Escaped}, for what is below U+0100. */
  private static byte[] unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escapes = ESCAPE.matcher(text);
    int from = 0;
    while (escapes.find()) {
      bytes.writeBytes(text.substring(from, escapes.start()).getBytes(UTF_8));
      String escape = escapes.group(1);
      bytes.write(
          switch (escape.charAt(0)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'x' -> Integer.parseInt(escape.substring(1), 16);
            default -> '\\';
          });
      from = escapes.end();
    }
    bytes.writeBytes(text.substring(from).getBytes(UTF_8));
    return bytes.toByteArray();
  }

  private static DeviceEntry device(
      EntryPath path, Metadata metadata, DeviceEntry.Kind kind, String numbers) {
    String[] parts = numbers.split(",", -1);
    return new DeviceEntry(
        path, metadata, kind, Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  /** The line of an entry; of files with more than 120 bytes, size and digest only. */
  public static String line(Entry entry) throws IOException {
    Metadata m = entry.metadata();
    String rest = entry.accept(new Rest());
    return String.join(
        " ",
        entry.accept(new Letter()),
        "0" + Integer.toOctalString(m.mode()),
        m.uid() + ":" + m.gid(),
        entry.path().toString().substring(1).replace(" ", "\\x20")
            + (rest.isEmpty() ? "" : " " + rest));
  }

  /** The lines of entries, in their order. */
  public static List<String> lines(List<Entry> entries) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      lines.add(line(entry));
    }
    return lines;
  }

  /** Everything in a source but its root, a directory before what is in it, in byte order. */
  public static List<String> walk(EntrySource source) throws IOException {
    List<String> lines = new ArrayList<>();
    Deque<EntryPath> ahead = new ArrayDeque<>();
    ahead.push(EntryPath.ROOT);
    while (!ahead.isEmpty()) {
      EntryPath path = ahead.pop();
      SourceNode node = source.find(path);
      if (node == null) {
        throw new AssertionError("listed and not there: " + path);
      }
      if (!path.isRoot()) {
        lines.add(line(node.entry()));
      }
      List<EntryPath> names = source.list(path);
      for (int i = names.size() - 1; i >= 0; i--) {
        ahead.push(path.resolve(names.get(i)));
      }
    }
    return lines;
  }

  private static final class Letter implements Entry.Visitor<String, RuntimeException> {
    @Override
    public String file(FileEntry file) {
      return "f";
    }

    @Override
    public String directory(DirectoryEntry directory) {
      return "d";
    }

    @Override
    public String symlink(SymlinkEntry symlink) {
      return "l";
    }

    @Override
    public String hardLink(HardLinkEntry hardLink) {
      return "h";
    }

    @Override
    public String device(DeviceEntry device) {
      return device.kind() == DeviceEntry.Kind.BLOCK ? "b" : "c";
    }

    @Override
    public String fifo(FifoEntry fifo) {
      return "p";
    }
  }

  private static final class Rest implements Entry.Visitor<String, IOException> {
    @Override
    public String file(FileEntry file) throws IOException {
      try (InputStream in = file.content().open()) {
        byte[] bytes = in.readAllBytes();
        return bytes.length > MOST_SHOWN
            ? bytes.length + " bytes " + Digest.sha256(bytes)
            : Escaped.bytes(bytes);
      }
    }

    @Override
    public String directory(DirectoryEntry directory) {
      return "";
    }

    @Override
    public String symlink(SymlinkEntry symlink) {
      return Escaped.bytes(symlink.target().bytes());
    }

    @Override
    public String hardLink(HardLinkEntry hardLink) {
      return hardLink.target().toString().substring(1);
    }

    @Override
    public String device(DeviceEntry device) {
      return device.major() + "," + device.minor();
    }

    @Override
    public String fifo(FifoEntry fifo) {
      return "";
    }
  }
}
