package dev.lamina.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerIndex;
import dev.lamina.io.RefusedInputException;
import dev.lamina.layer.TarEntries;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.oci.RootFs;
import dev.lamina.tar.TarWriter;
import dev.lamina.testing.Gen;
import dev.lamina.testing.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Layers of entries in any order, as lines of {@link Trees}; few names, so that they meet often.
 * Whiteouts come first: where they stand has no meaning, but umoci follows links in order. All that
 * may have several names has the same mode and owner: engines take those of the last name that a
 * layer gives to a file, and umoci those of the first.
 *
 * @param pieces the entries, each with the number of its layer
 */
record LayerStack(List<Piece> pieces) {
  static final String TAG = "stack";
  private static final String[] NAMES = {"a", "b", "c", "d"};
  private static final String[] OWNERS = {"0:0", "7:9"};
  private static final String OWN = "4640 7:9 ";

  /** One entry of a layer. */
  record Piece(int layer, String line) {}

  /** Stacks of up to four layers and 24 entries. */
  static Gen<LayerStack> any() {
    Gen<List<Piece>> pieces = Gen.lists(LayerStack::piece, 24);
    return new Gen<>() {
      @Override
      public LayerStack next(SplittableRandom random) {
        return new LayerStack(pieces.next(random));
      }

      @Override
      public List<LayerStack> smaller(LayerStack value) {
        return pieces.smaller(value.pieces()).stream().map(LayerStack::new).toList();
      }
    };
  }

  private static Piece piece(SplittableRandom random) {
    return new Piece(random.nextInt(4), line(random));
  }

  private static String line(SplittableRandom random) {
    String path = path(random);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> "d " + pick(random, "755", "1777") + " " + pick(random, OWNERS) + " " + path;
      case 3, 4, 5, 6 -> "f " + OWN + path + " " + random.nextInt(100);
      case 7 -> "l " + OWN + path + " " + target(random);
      case 8 -> "h " + OWN + path + " " + path(random);
      case 9, 10 -> "f 644 0:0 " + below(random, ".wh." + pick(random, NAMES)) + " ";
      default -> "f 644 0:0 " + below(random, ".wh..wh..opq") + " ";
    };
  }

  private static String pick(SplittableRandom random, String... from) {
    return from[random.nextInt(from.length)];
  }

  private static String path(SplittableRandom random) {
    return below(random, pick(random, NAMES));
  }

  private static String below(SplittableRandom random, String name) {
    StringBuilder path = new StringBuilder();
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      path.append(pick(random, NAMES)).append('/');
    }
    return path.append(name).toString();
  }

  private static String target(SplittableRandom random) {
    return pick(random, "", "/", "../", "../../") + path(random);
  }

  /** The entries of each layer, the lowest first; layers without any are left out. */
  List<List<Entry>> layers() {
    Map<Integer, List<String>> lines = new TreeMap<>();
    pieces.forEach(
        piece -> lines.computeIfAbsent(piece.layer(), any -> new ArrayList<>()).add(piece.line()));
    // a stable sort
    lines.values().forEach(layer -> layer.sort(Comparator.comparing(l -> !l.contains(".wh."))));
    return lines.values().stream()
        .map(layer -> Trees.entries(layer.toArray(String[]::new)))
        .toList();
  }

  /** What a container would see, by our model. */
  FileTree tree() throws RefusedInputException {
    Descriptor blob = Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(new byte[0]), 0);
    List<LayerIndex> indexes = new ArrayList<>();
    for (List<Entry> layer : layers()) {
      indexes.add(new LayerIndex(blob, layer));
    }
    return FileTree.of(indexes);
  }

  /** Writes an OCI image layout with the stack as the image {@link #TAG}. */
  void writeTo(Path layout) throws IOException {
    Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    List<Descriptor> layers = new ArrayList<>();
    List<Digest> diffIds = new ArrayList<>();
    for (List<Entry> layer : layers()) {
      byte[] tar = tar(layer);
      diffIds.add(Digest.sha256(tar));
      layers.add(Descriptor.of(MediaType.OCI_LAYER_TAR, Digest.sha256(tar), tar.length));
      Files.write(layout.resolve("blobs/sha256").resolve(Digest.sha256(tar).hex()), tar);
    }
    Document<ImageConfig> config =
        ImageConfig.of(new Platform("linux", "amd64"))
            .withRootFs(new RootFs(diffIds))
            .toDocument(MediaType.OCI_CONFIG);
    put(layout, config);
    Document<ImageManifest> manifest =
        ImageManifest.of(MediaType.OCI_MANIFEST, config.descriptor(), layers).toDocument();
    put(layout, manifest);
    Descriptor named =
        manifest.descriptor().withAnnotations(Map.of("org.opencontainers.image.ref.name", TAG));
    Files.write(
        layout.resolve("index.json"),
        ImageIndex.of(MediaType.OCI_INDEX, List.of(named)).toDocument().bytes());
  }

  private static void put(Path layout, Document<?> document) throws IOException {
    Path blob = layout.resolve("blobs/sha256").resolve(document.descriptor().digest().hex());
    Files.write(blob, document.bytes());
  }

  private static byte[] tar(List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes)) {
      for (Entry entry : entries) {
        if (entry instanceof FileEntry file) {
          try (InputStream in = file.content().open()) {
            tar.add(TarEntries.header(entry), in);
          }
        } else {
          tar.add(TarEntries.header(entry));
        }
      }
      tar.finish();
    }
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<Entry> layer : layers()) {
      text.append("\n--- layer");
      layer.forEach(entry -> text.append('\n').append(lineOf(entry)));
    }
    return text.toString();
  }

  private static String lineOf(Entry entry) {
    try {
      return new String(Trees.line(entry).getBytes(UTF_8), UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
