package dev.lamina.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lamina.image.Image;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.NamedImage;
import dev.lamina.image.PlatformMatcher;
import dev.lamina.image.SampleImages;
import dev.lamina.oci.Descriptor;
import dev.lamina.progress.ProgressEvent.Warning;
import dev.lamina.testing.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that other tools wrote: {@code testdata/image/CASE} has each with its recipe. */
class PeerArchivesTest {
  static List<Path> cases() {
    return Golden.cases("image").stream()
        .filter(folder -> Files.exists(folder.resolve("archive.tar")))
        .toList();
  }

  @Test
  void there_are_archives_of_peers() {
    assertFalse(cases().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_images_of_a_peers_archive_are_these(Path folder) throws IOException {
    MemoryImages store = new MemoryImages();
    List<String> lines = new ArrayList<>();
    ImageArchiveReader reader;
    try (InputStream in = Files.newInputStream(folder.resolve("archive.tar"))) {
      reader =
          ImageArchiveReader.read(
              in,
              store,
              store,
              event -> {
                if (event instanceof Warning warning) {
                  lines.add("warning: " + warning.text());
                }
              });
    }
    for (NamedImage named : reader.images()) {
      ImageCopier.copy(reader, named.root(), store, named.name());
      lines.add(named.name() + " " + named.root().mediaType() + " " + named.root().digest());
      Image image = Image.read(store, named.root(), new PlatformMatcher(SampleImages.AMD64));
      lines.add("  id " + image.id());
      for (int i = 0; i < image.manifest().layers().size(); i++) {
        Descriptor layer = image.manifest().layers().get(i);
        lines.add("  layer " + layer.mediaType() + " " + layer.digest());
        lines.add("    diffID " + image.config().value().rootFs().diffIds().get(i));
      }
    }
    Golden.check(folder.resolve("images.golden"), String.join("\n", lines) + "\n");
    assertKeepsDigests(store);
  }

  private static void assertKeepsDigests(MemoryImages store) throws IOException {
    byte[] archive = Archives.save(store, store.images());
    assertEquals(names(store), names(Archives.load(archive)));
  }

  private static List<String> names(MemoryImages store) {
    return store.images().stream()
        .map(image -> image.name() + " " + image.root().digest())
        .toList();
  }
}
