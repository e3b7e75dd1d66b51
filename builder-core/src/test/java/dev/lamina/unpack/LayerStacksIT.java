package dev.lamina.unpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.filetree.TreeDiff;
import dev.lamina.io.EntryPath;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.TreeRemoval;
import dev.lamina.testing.Law;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks of layers, flattened by our model and by umoci. {@code -Dstacks=5000} takes minutes. */
class LayerStacksIT {
  private static final int COUNT = Integer.getInteger("stacks", 300);

  /** What umoci 0.4.7 does not take, and why we do. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "mkdir parent: mkdir .*: not a directory",
          "a file gives way to a directory that a later entry needs (umoci 0.5 does so, too)",
          ": link: (no such file or directory|not a directory|operation not permitted)",
          "a hard link may come before its target",
          "too many levels of symbolic links",
          "a whiteout is of the layers below, and so is not looked up through links of its own");

  @TempDir Path temp;
  private int compared;

  @Test
  void umoci_sees_what_we_see() {
    String umoci = Peers.require("umoci").toString();
    Law.forAll(LayerStack.any(), COUNT, stack -> compare(stack, umoci));
    assertTrue(compared > COUNT / 4, compared + " of " + COUNT);
  }

  private static boolean isKnown(String err) {
    return KNOWN.keySet().stream().anyMatch(text -> Pattern.compile(text).matcher(err).find());
  }

  private void compare(LayerStack stack, String umoci) throws IOException {
    Path layout = temp.resolve("layout");
    Path rootfs = temp.resolve("rootfs");
    stack.writeTo(layout);
    try {
      String ours = ours(stack);
      Sh.Result result =
          Sh.in(temp)
              .run(
                  umoci,
                  "raw",
                  "unpack",
                  "--image",
                  layout + ":" + LayerStack.TAG,
                  rootfs.toString());
      String theirs = result.exit() == 0 ? shown(DiskLines.of(rootfs)) : "refused " + result.err();
      if (result.exit() == 0) {
        compared++;
      } else if (ours.startsWith("refused") || isKnown(result.err())) {
        return;
      }
      assertEquals(theirs, ours);
    } finally {
      TreeRemoval.remove(layout);
      TreeRemoval.remove(rootfs);
    }
  }

  private static String shown(SortedMap<String, String> tree) {
    StringBuilder text = new StringBuilder();
    tree.forEach((path, line) -> text.append('\n').append(path).append(' ').append(line));
    return text.toString();
  }

  private static String ours(LayerStack stack) throws IOException {
    try {
      List<Entry> entries = TreeDiff.all(stack.tree());
      Map<EntryPath, Entry> byPath = new HashMap<>();
      entries.forEach(entry -> byPath.put(entry.path(), entry));
      SortedMap<String, String> lines = new TreeMap<>();
      for (Entry entry : entries) {
        boolean linked = entry instanceof HardLinkEntry;
        EntryPath first = entry instanceof HardLinkEntry link ? link.target() : entry.path();
        String line = line(byPath.get(first));
        lines.put(entry.path().toString(), line + (linked ? " = " + first : ""));
      }
      return shown(lines);
    } catch (RefusedInputException e) {
      return "refused " + e.getMessage();
    }
  }

  private static String line(@Nullable Entry entry) throws IOException {
    if (entry == null) {
      throw new AssertionError("a hard link to nothing");
    }
    Metadata metadata = entry.metadata();
    String owner = " " + metadata.uid() + ":" + metadata.gid();
    String mode = "0" + Integer.toOctalString(metadata.mode());
    if (entry instanceof DirectoryEntry) {
      return "DIRECTORY " + mode + owner;
    }
    if (entry instanceof SymlinkEntry link) {
      return "SYMLINK -" + owner + " -> " + link.target();
    }
    try (InputStream in = ((FileEntry) entry).content().open()) {
      String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return "FILE " + mode + owner + " " + content;
    }
  }
}
