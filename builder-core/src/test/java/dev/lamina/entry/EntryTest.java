package dev.lamina.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTest {
  /** A tree of plain files ({@code ""}), directories ({@code "/"}) and links (their target). */
  private static EntrySource tree(Map<String, String> nodes) {
    Map<EntryPath, Entry> entries = new HashMap<>();
    nodes.forEach(
        (name, kind) -> {
          EntryPath path = EntryPath.of(name);
          Metadata metadata = Metadata.of(0755);
          entries.put(
              path,
              switch (kind) {
                case "" -> new FileEntry(path, metadata, ByteSource.of(new byte[0]));
                case "/" -> new DirectoryEntry(path, metadata);
                default -> new SymlinkEntry(path, metadata, LinkTarget.of(kind));
              });
        });
    return new EntrySource() {
      @Override
      public @Nullable SourceNode find(EntryPath path) {
        Entry entry = entries.get(path);
        return entry == null ? null : SourceNode.of(entry);
      }

      @Override
      public List<EntryPath> list(EntryPath directory) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static final EntrySource LINKS =
      tree(
          Map.ofEntries(
              Map.entry("d", "/"),
              Map.entry("d/f", ""),
              Map.entry("d/sub", "/"),
              Map.entry("d/sub/g", ""),
              Map.entry("d/up", "../top"),
              Map.entry("top", ""),
              Map.entry("dl", "d"),
              Map.entry("deep", "d/sub"),
              Map.entry("fl", "d/f"),
              Map.entry("abs", "/d/f"),
              Map.entry("esc", "../../../d/f"),
              Map.entry("hostname", "../../etc/hostname"),
              Map.entry("physical", "deep/../f"),
              Map.entry("slash", "d/"),
              Map.entry("dang", "d/nowhere"),
              Map.entry("loop", "loop"),
              Map.entry("ping", "pong"),
              Map.entry("pong", "ping")));

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "d/f, /d/f",
    "dl, /d",
    "dl/sub/g, /d/sub/g",
    "fl, /d/f",
    "abs, /d/f",
    "esc, /d/f",
    "physical, /d/f",
    "dl/up, /top",
    "slash/f, /d/f"
  })
  void links_are_followed_inside_the_root(String path, String end) throws IOException {
    assertEquals(end, LINKS.resolve(EntryPath.of(path)).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "nope, '\"/nope\": not found'",
    "d/f/x, '\"/d/f/x\": not found'",
    "dang, '\"/d/nowhere\": not found (through the link /dang -> d/nowhere)'",
    "hostname, '\"/etc/hostname\": not found (through the link /hostname -> ../../etc/hostname)'",
  })
  void what_leads_to_nothing_is_named(String path, String message) {
    var failure = assertThrows(NotFoundException.class, () -> LINKS.resolve(EntryPath.of(path)));
    assertEquals(message, failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"loop", "ping"})
  void links_in_a_circle_are_refused(String name) {
    var failure =
        assertThrows(RefusedInputException.class, () -> LINKS.resolve(EntryPath.of(name)));
    assertEquals("too many symlinks: /" + name, failure.getMessage());
  }

  @Test
  void a_chain_of_255_links_is_followed_and_one_more_is_not() throws IOException {
    Map<String, String> nodes = new HashMap<>();
    nodes.put("l0", "");
    for (int i = 1; i <= 256; i++) {
      nodes.put("l" + i, "l" + (i - 1));
    }
    EntrySource chain = tree(nodes);
    assertEquals("/l0", chain.resolve(EntryPath.of("l255")).toString());
    assertThrows(RefusedInputException.class, () -> chain.resolve(EntryPath.of("l256")));
  }

  @Test
  void a_mode_has_twelve_bits() {
    assertEquals(07777, Metadata.of(07777).mode());
    assertThrows(IllegalArgumentException.class, () -> Metadata.of(0100644));
  }

  @Test
  void xattrs_are_equal_by_their_bytes() {
    byte[] value = {1, 2};
    Xattrs one = Xattrs.of(Map.of("security.capability", value));
    value[0] = 9;
    assertEquals(one, Xattrs.of(Map.of("security.capability", new byte[] {1, 2})));
    assertEquals(Xattrs.NONE, Xattrs.of(Map.of()));
  }
}
