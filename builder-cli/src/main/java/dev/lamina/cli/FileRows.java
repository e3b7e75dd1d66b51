package dev.lamina.cli;

import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.SourceNode;
import dev.lamina.filetree.LayerFile;
import dev.lamina.io.EntryPath;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files as {@code ls} shows them.
 *
 * @param files in their order
 * @param directory the one that all of them lie in, whose path need not be shown; null to show
 *     whole paths. A file that is not in it shows its path
 */
record FileRows(List<SourceNode> files, @Nullable EntryPath directory) {
  private boolean isWhole(EntryPath path) {
    return directory == null || path.equals(directory);
  }

  private String shown(EntryPath path) {
    return isWhole(path) ? path.toString() : FileText.name(path);
  }

  void printNames(Console console) throws IOException {
    StringBuilder out = new StringBuilder();
    for (SourceNode node : files) {
      out.append(shown(node.path())).append('\n');
    }
    console.print(out.toString());
  }

  /** Exact bytes, each name ended by NUL. */
  void printNames(OutputStream out) throws IOException {
    for (SourceNode node : files) {
      EntryPath path = node.path();
      if (isWhole(path)) {
        out.write('/');
      }
      out.write((isWhole(path) ? path : path.name()).bytes());
      out.write(0);
    }
  }

  void printLong(Console console) throws IOException {
    int owners = 0;
    int sizes = 0;
    for (SourceNode node : files) {
      owners = Math.max(owners, FileText.owner(node.entry()).length());
      sizes = Math.max(sizes, FileText.size(node.entry()).length());
    }
    StringBuilder out = new StringBuilder();
    for (SourceNode node : files) {
      Entry entry = node.entry();
      String owner = FileText.owner(entry);
      String size = FileText.size(entry);
      out.append(FileText.mode(entry)).append(' ');
      out.append(owner).append(" ".repeat(owners - owner.length() + 1));
      out.append(" ".repeat(sizes - size.length())).append(size).append(' ');
      out.append(FileText.time(entry)).append(' ').append(shown(entry.path()));
      String target = FileText.target(entry);
      if (!target.isEmpty()) {
        out.append(entry instanceof HardLinkEntry ? " link to " : " -> ");
        out.append(target);
      }
      String hidden = Whiteout.hidden(entry.path());
      if (hidden != null) {
        out.append(" (").append(hidden).append(')');
      }
      out.append('\n');
    }
    console.print(out.toString());
  }

  /** For templates and JSON. */
  Listing listing() {
    Listing listing = new Listing(Map.of("Path", "PATH"));
    for (SourceNode node : files) {
      listing.add(row(node));
    }
    return listing;
  }

  private static Listing.Row row(SourceNode node) {
    Entry entry = node.entry();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Path", entry.path().toString());
    fields.put("Name", FileText.name(entry.path()));
    fields.put("Type", FileText.type(entry));
    fields.put("Mode", FileText.mode(entry));
    fields.put("Perm", FileText.octal(entry));
    fields.put("Uid", Long.toString(entry.metadata().uid()));
    fields.put("Gid", Long.toString(entry.metadata().gid()));
    fields.put("Size", FileText.size(entry));
    fields.put("ModTime", FileText.timestamp(entry));
    fields.put("Target", FileText.target(entry));
    fields.put("Inode", node.inode() == null ? "" : node.inode());
    boolean inLayer = entry instanceof FileEntry file && file.content() instanceof LayerFile;
    LayerFile place = inLayer ? (LayerFile) ((FileEntry) entry).content() : null;
    fields.put("Digest", place == null ? "" : String.valueOf(place.contentDigest()));
    fields.put("Layer", place == null ? "" : place.layer().digest().toString());
    JsonObject.Builder json = JsonObject.builder();
    FileJson.path(json, "path", entry.path());
    json.setAll(FileJson.of(entry).build());
    json.setUnlessEmpty("inode", node.inode());
    json.setUnlessEmpty("whiteout", Whiteout.kind(entry.path()));
    return new Listing.Row(fields, json.build());
  }
}
