package dev.lamina.transport;

import static dev.lamina.image.SampleImages.AMD64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.compression.Compression;
import dev.lamina.digest.ContentMismatchException;
import dev.lamina.image.ImageCopier;
import dev.lamina.image.MemoryImages;
import dev.lamina.image.SampleImages;
import dev.lamina.io.Durability;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.oci.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What skopeo calls {@code dir:}. */
class DirectoryPlaceTest {
  @TempDir Path scratch;
  private final MemoryImages images = new MemoryImages();

  private Path write(Descriptor root) throws IOException {
    Path directory = scratch.resolve("dir");
    DirectoryTarget target = DirectoryTarget.open(directory, root, Durability.FAST);
    ImageCopier.copy(images, root, target);
    target.publish(images.manifest(root));
    return directory;
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void an_index_comes_back_as_it_was() throws IOException {
    Descriptor root = SampleImages.index(images, "x");
    DirectoryImage image = DirectoryImage.open(write(root));
    assertTrue(image.root().sameContent(root));
    MemoryImages back = new MemoryImages();
    ImageCopier.copy(image, image.root(), back);
    assertEquals(images.descriptors().size(), back.descriptors().size());
  }

  @Test
  void the_next_image_takes_the_place_of_the_one_before() throws IOException {
    write(SampleImages.index(images, "x"));
    Descriptor next = SampleImages.image(images, AMD64, Compression.GZIP, "other");
    Path directory = write(next);
    assertTrue(DirectoryImage.open(directory).root().sameContent(next));
    // manifest, version, config and one layer
    assertEquals(4, files(directory).size(), files(directory)::toString);
  }

  @Test
  void a_directory_with_other_things_in_it_is_left_alone() throws IOException {
    Path directory = Files.createDirectories(scratch.resolve("dir"));
    Files.writeString(directory.resolve("mine"), "x");
    Descriptor root = SampleImages.image(images, AMD64, Compression.GZIP, "a");
    assertThrows(RefusedInputException.class, () -> write(root));
    assertEquals(List.of("mine"), files(directory));
  }

  @Test
  void what_is_damaged_missing_or_a_link_is_not_read() throws IOException {
    Descriptor root = SampleImages.image(images, AMD64, Compression.GZIP, "a");
    Path directory = write(root);
    DirectoryImage image = DirectoryImage.open(directory);
    Descriptor layer = image.manifest(root).value().children().get(1);
    Path file = directory.resolve(layer.digest().hex());
    byte[] bytes = Files.readAllBytes(file);
    bytes[10] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);
    MemoryImages back = new MemoryImages();
    assertThrows(ContentMismatchException.class, () -> ImageCopier.copy(image, image.root(), back));

    Path secret = Files.writeString(scratch.resolve("secret"), "x".repeat((int) layer.size()));
    Files.delete(file);
    Files.createSymbolicLink(file, secret);
    assertFalse(image.has(layer));
    assertThrows(ContentMismatchException.class, () -> ImageCopier.copy(image, image.root(), back));

    Files.delete(file);
    assertThrows(ContentMismatchException.class, () -> ImageCopier.copy(image, image.root(), back));
    assertThrows(NotFoundException.class, () -> DirectoryImage.open(scratch.resolve("nothing")));
  }
}
