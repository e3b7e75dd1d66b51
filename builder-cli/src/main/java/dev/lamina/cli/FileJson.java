package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.filetree.LayerFile;
import dev.lamina.io.EntryPath;
import dev.lamina.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * What is said of a file of an image, for programs. Names are text where they are UTF-8; where they
 * are not, the text has U+FFFD, and the exact bytes are beside it in Base64.
 */
final class FileJson {
  private FileJson() {}

  /** All of a file but its path. */
  static JsonObject.Builder of(Entry entry) {
    JsonObject.Builder out =
        JsonObject.builder()
            .set("type", FileText.type(entry))
            .set("mode", FileText.octal(entry))
            .set("uid", entry.metadata().uid())
            .set("gid", entry.metadata().gid())
            .set("mtime", FileText.timestamp(entry));
    if (entry instanceof FileEntry file) {
      out.set("size", file.content().size());
      if (file.content() instanceof LayerFile place) {
        out.set("layer", place.layer().digest().toString());
        var digest = place.contentDigest();
        out.setUnlessEmpty("digest", digest == null ? null : digest.toString());
      }
    } else if (entry instanceof SymlinkEntry link) {
      bytes(out, "target", link.target().bytes());
    } else if (entry instanceof HardLinkEntry link) {
      path(out, "target", link.target());
    } else if (entry instanceof DeviceEntry device) {
      out.set("major", device.major()).set("minor", device.minor());
    }
    Map<String, byte[]> xattrs = entry.metadata().xattrs().asMap();
    if (!xattrs.isEmpty()) {
      JsonObject.Builder values = JsonObject.builder();
      xattrs.forEach((name, value) -> values.set(name, Base64.getEncoder().encodeToString(value)));
      out.set("xattrs", values.build());
    }
    return out;
  }

  /** A path, from the root of the image. */
  static void path(JsonObject.Builder out, String key, EntryPath path) {
    byte[] name = path.bytes();
    byte[] bytes = new byte[name.length + 1];
    bytes[0] = '/';
    System.arraycopy(name, 0, bytes, 1, name.length);
    bytes(out, key, bytes);
  }

  private static void bytes(JsonObject.Builder out, String key, byte[] bytes) {
    String text = new String(bytes, UTF_8);
    out.set(key, text);
    if (!Arrays.equals(text.getBytes(UTF_8), bytes)) {
      out.set(key + "Bytes", Base64.getEncoder().encodeToString(bytes));
    }
  }
}
