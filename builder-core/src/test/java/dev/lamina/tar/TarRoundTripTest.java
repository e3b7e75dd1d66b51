package dev.lamina.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TarRoundTripTest {
  private static final long[] EDGES = {
    0, 1, 99, 2097151, 2097152, 4294967294L,
  };
  private static final long[] TIMES = {
    0,
    1,
    -1,
    -62135596800L,
    8589934591L,
    8589934592L,
    32503680000L,
    1152921504606846976L,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
  };

  /** A header, and a seed of its content. */
  private record Item(TarHeader header, long seed) {
    byte[] content() {
      byte[] content = new byte[(int) header.size()];
      new SplittableRandom(seed).nextBytes(content);
      return content;
    }
  }

  @Test
  void what_is_written_is_read_back_equal() {
    Law.forAll(Gen.lists(TarRoundTripTest::item, 8), 300, TarRoundTripTest::check);
  }

  @Test
  void a_fixed_walk_through_random_headers_is_read_back_equal() throws IOException {
    SplittableRandom random = new SplittableRandom(20260101);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      items.add(item(random));
    }
    check(items);
  }

  private static void check(List<Item> items) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter writer = new TarWriter(out)) {
      for (Item item : items) {
        writer.add(item.header(), new ByteArrayInputStream(item.content()));
      }
      writer.finish();
    }
    List<String> warnings = new ArrayList<>();
    TarReader reader =
        new TarReader(
            new ByteArrayInputStream(out.toByteArray()), TarLimits.ARCHIVE, warnings::add);
    for (Item item : items) {
      assertEquals(item.header(), reader.next());
      assertArrayEquals(item.content(), reader.content().readAllBytes());
    }
    assertNull(reader.next());
    reader.drain();
    assertEquals(List.of(), warnings);
  }

  private static Item item(SplittableRandom random) {
    TarType type = Gen.oneOf(TarType.values()).next(random);
    TarHeader.Builder header =
        TarHeader.builder(type, name(random, type == TarType.DIRECTORY ? "/" : ""))
            .mode(random.nextInt(010000))
            .owner(edge(random, EDGES), edge(random, EDGES))
            .mtime(random.nextBoolean() ? edge(random, TIMES) : random.nextLong(1L << 34))
            .xattrs(xattrs(random));
    if (type == TarType.FILE) {
      header.size(edgeSize(random));
    }
    if (type.isLink()) {
      header.linkName(name(random, ""));
    }
    if (type.isDevice()) {
      header.device(random.nextInt(010000000), random.nextInt(010000000));
    }
    return new Item(header.build(), random.nextLong());
  }

  private static long edge(SplittableRandom random, long[] edges) {
    return edges[random.nextInt(edges.length)];
  }

  private static int edgeSize(SplittableRandom random) {
    return random.nextInt(4) == 0 ? random.nextInt(140_000) : 511 + random.nextInt(3);
  }

  /** Bytes of any value but NUL, starting with a letter, around the length of the field. */
  private static byte[] name(SplittableRandom random, String end) {
    int length = random.nextInt(3) == 0 ? random.nextInt(1, 300) : random.nextInt(97, 104);
    StringBuilder name = new StringBuilder("n");
    boolean ascii = random.nextBoolean();
    for (int i = 1; i < length; i++) {
      name.append((char) (ascii ? random.nextInt(' ', 127) : random.nextInt(1, 256)));
    }
    if (name.charAt(name.length() - 1) == '/') {
      name.append('e');
    }
    return name.append(end).toString().getBytes(ISO_8859_1);
  }

  private static SortedMap<String, byte[]> xattrs(SplittableRandom random) {
    SortedMap<String, byte[]> xattrs = new TreeMap<>();
    for (int i = random.nextInt(6) - 3; i > 0; i--) {
      byte[] value = new byte[random.nextInt(40)];
      random.nextBytes(value);
      xattrs.put(Gen.oneOf("user.a", "security.capability", "user.\u00e9", "").next(random), value);
    }
    return xattrs;
  }

  @Test
  void sizes_from_eight_gibibytes_on_are_read_back() throws IOException {
    TarHeader header =
        TarHeader.builder(TarType.FILE, "big".getBytes(US_ASCII)).size(8589934592L).build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out);
    try {
      writer.add(header, new ByteArrayInputStream(new byte[0]));
    } catch (IOException e) {
      assertEquals("big changed while being read: 0 of 8589934592 bytes", e.getMessage());
    }
    TarReader reader =
        new TarReader(new ByteArrayInputStream(out.toByteArray()), TarLimits.LAYER, warning -> {});
    assertEquals(header, reader.next());
  }
}
