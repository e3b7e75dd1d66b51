package dev.lamina.unpack;

import dev.lamina.digest.Digest;
import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.LinkTarget;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.entry.Xattrs;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonObject;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One name of an unpacked image, as the image has it and as the disk had it.
 *
 * @param entry content of files by digest
 * @param disk null for what was left out
 * @param targetOnDisk what a link on disk says, where that differs from the image
 */
record RecordedFile(Entry entry, @Nullable OnDisk disk, @Nullable LinkTarget targetOnDisk) {
  private static final String DIRECTORY = "directory";
  private static final String FILE = "file";
  private static final String SYMLINK = "symlink";
  private static final String HARD_LINK = "link";
  private static final String FIFO = "fifo";
  private static final String CHARACTER = "character";
  private static final String BLOCK = "block";

  /** One line of the record. */
  JsonObject toJson() {
    Metadata metadata = entry.metadata();
    JsonObject.Builder line =
        JsonObject.builder()
            .set("path", PercentText.of(entry.path().bytes()))
            .set("mode", "0" + Integer.toOctalString(metadata.mode()))
            .set("uid", metadata.uid())
            .set("gid", metadata.gid())
            .set("mtime", metadata.mtime());
    SortedMap<String, String> xattrs = new TreeMap<>();
    metadata
        .xattrs()
        .asMap()
        .forEach((name, value) -> xattrs.put(name, Base64.getEncoder().encodeToString(value)));
    line.setUnlessEmpty("xattrs", xattrs);
    entry.accept(new Type(line));
    line.setUnlessEmpty(
        "targetOnDisk", targetOnDisk == null ? null : PercentText.of(targetOnDisk.bytes()));
    return line.set("disk", disk == null ? null : disk.toJson()).build();
  }

  /** The inverse of {@link #toJson}. */
  static RecordedFile parse(JsonObject line) throws RefusedInputException {
    try {
      String target = line.stringOrNull("targetOnDisk");
      return new RecordedFile(
          entry(line),
          line.has("disk") ? OnDisk.parse(line) : null,
          target == null ? null : LinkTarget.ofBytes(PercentText.bytes(target)));
    } catch (IllegalArgumentException e) {
      throw line.refusal(String.valueOf(e.getMessage()));
    }
  }

  private static Entry entry(JsonObject line) throws RefusedInputException {
    EntryPath path = path(line, "path");
    Metadata metadata = metadata(line);
    String type = line.string("type");
    return switch (type) {
      case DIRECTORY -> new DirectoryEntry(path, metadata);
      case FILE ->
          new FileEntry(
              path,
              metadata,
              UnpackedContent.remembered(
                  Digest.parse(line.string("digest")), line.integer("size")));
      case SYMLINK ->
          new SymlinkEntry(
              path, metadata, LinkTarget.ofBytes(PercentText.bytes(line.string("target"))));
      case HARD_LINK -> new HardLinkEntry(path, metadata, path(line, "target"));
      case FIFO -> new FifoEntry(path, metadata);
      case CHARACTER, BLOCK ->
          new DeviceEntry(
              path,
              metadata,
              type.equals(BLOCK) ? DeviceEntry.Kind.BLOCK : DeviceEntry.Kind.CHARACTER,
              line.integer("major"),
              line.integer("minor"));
      default -> throw line.refusal("type", "is none that is known");
    };
  }

  private static EntryPath path(JsonObject line, String key) throws RefusedInputException {
    return EntryPath.ofBytes(PercentText.bytes(line.string(key)));
  }

  private static Metadata metadata(JsonObject line) throws RefusedInputException {
    Map<String, byte[]> xattrs = new TreeMap<>();
    line.stringMap("xattrs")
        .forEach((name, value) -> xattrs.put(name, Base64.getDecoder().decode(value)));
    return new Metadata(
        Integer.parseInt(line.string("mode"), 8),
        line.integer("uid"),
        line.integer("gid"),
        line.integer("mtime"),
        Xattrs.of(xattrs));
  }

  private record Type(JsonObject.Builder line)
      implements Entry.Visitor<JsonObject.Builder, RuntimeException> {
    @Override
    public JsonObject.Builder file(FileEntry file) {
      if (!(file.content() instanceof UnpackedContent content)) {
        throw new IllegalStateException("not unpacked: " + file.path());
      }
      return line.set("type", FILE)
          .set("size", content.size())
          .set("digest", content.digest().toString());
    }

    @Override
    public JsonObject.Builder directory(DirectoryEntry directory) {
      return line.set("type", DIRECTORY);
    }

    @Override
    public JsonObject.Builder symlink(SymlinkEntry symlink) {
      return line.set("type", SYMLINK).set("target", PercentText.of(symlink.target().bytes()));
    }

    @Override
    public JsonObject.Builder hardLink(HardLinkEntry hardLink) {
      return line.set("type", HARD_LINK).set("target", PercentText.of(hardLink.target().bytes()));
    }

    @Override
    public JsonObject.Builder device(DeviceEntry device) {
      return line.set("type", device.kind() == DeviceEntry.Kind.BLOCK ? BLOCK : CHARACTER)
          .set("major", device.major())
          .set("minor", device.minor());
    }

    @Override
    public JsonObject.Builder fifo(FifoEntry fifo) {
      return line.set("type", FIFO);
    }
  }
}
