package dev.lamina;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.build.BuildRequest;
import dev.lamina.build.ImageFormat;
import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.image.Image;
import dev.lamina.io.Durability;
import dev.lamina.layer.TarEntries;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import dev.lamina.store.StoreOptions;
import dev.lamina.tar.TarWriter;
import dev.lamina.testing.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A store with images to edit, and short ways to look at them. */
final class EditedStore {
  static final Platform AMD64 = new Platform("linux", "amd64");
  static final Platform ARM64 = new Platform("linux", "arm64");

  private final Path directory;
  final Images images;
  final ImageEdits edits;

  EditedStore(Path directory) throws IOException {
    this.directory = directory;
    StoreOptions fast = StoreOptions.DEFAULT.withDurability(Durability.FAST);
    images = Images.open(directory.resolve("store"), ImagesOptions.DEFAULT.withStore(fast));
    edits = images.edits();
  }

  /** With the images {@code base} and {@code app}, which stands on it. */
  static EditedStore filled(Path directory) throws IOException, DockerfileException {
    EditedStore store = new EditedStore(directory);
    store.build("base", "FROM scratch\nCOPY a /bin/a\nENV A=1 B=2\nLABEL of=base\nUSER 1\n");
    store.build(
        "app",
        """
        FROM base
        COPY b /etc/b
        ENV B=3 C=4
        COPY a /bin/a
        CMD ["/bin/a"]
        """);
    return store;
  }

  private static BuildRequest.Builder request(String dockerfile) {
    MemoryContext context =
        MemoryContext.builder()
            .file("a", 0755, "a".getBytes(UTF_8))
            .file("b", 0600, "b".getBytes(UTF_8))
            .build();
    return BuildRequest.builder(DockerfileSource.of("Dockerfile", dockerfile), context);
  }

  /** Builds an image; the files a and b are at hand. */
  void build(String name, String dockerfile) throws IOException, DockerfileException {
    images.build(request(dockerfile).name(Reference.parse(name)).build());
  }

  /** Builds an image with documents of Docker's format. */
  void buildDockers(String name, String dockerfile) throws IOException, DockerfileException {
    images.build(
        request(dockerfile).format(ImageFormat.DOCKER).name(Reference.parse(name)).build());
  }

  /** Builds an image for two platforms. */
  void buildBoth(String name, String dockerfile) throws IOException, DockerfileException {
    images.build(
        request(dockerfile).platforms(List.of(AMD64, ARM64)).name(Reference.parse(name)).build());
  }

  /** Writes a tar of the lines of a tree. */
  Path tar(String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        TarWriter tar = new TarWriter(out)) {
      for (Entry entry : Trees.entries(lines)) {
        if (entry instanceof FileEntry content) {
          try (InputStream in = content.content().open()) {
            tar.add(TarEntries.header(entry), in);
          }
        } else {
          tar.add(TarEntries.header(entry));
        }
      }
      tar.finish();
    }
    return file;
  }

  Image image(String name) throws IOException {
    return image(name, AMD64);
  }

  Image image(String name, Platform platform) throws IOException {
    return images.inspect(name, platform).image();
  }

  ContainerConfig config(String name) throws IOException {
    return image(name).config().value().config();
  }

  List<Descriptor> layers(String name) throws IOException {
    return image(name).manifest().layers();
  }

  /** All that a container would see, as a tar. */
  byte[] files(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    images.exportTar(name, List.of(AMD64), out);
    return out.toByteArray();
  }
}
