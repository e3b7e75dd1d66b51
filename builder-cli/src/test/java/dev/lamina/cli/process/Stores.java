package dev.lamina.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lamina.ImageSummary;
import dev.lamina.Images;
import dev.lamina.ImagesOptions;
import dev.lamina.reference.Reference;
import dev.lamina.store.VerifyDepth;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a store looks like from outside while others write to it. */
final class Stores {
  private Stores() {}

  /** The names in the store with the digests that they stand for. */
  static Map<String, String> names(Path store) throws IOException {
    Map<String, String> names = new TreeMap<>();
    for (ImageSummary image : Images.open(store, ImagesOptions.DEFAULT).list()) {
      if (image.name() != null) {
        names.put(image.name().familiar(), image.root().digest().toString());
      }
    }
    return names;
  }

  /** Fails unless the store is whole by our own check and umoci reads each of these images. */
  static void check(Path store, List<String> images) throws IOException {
    assertEquals(
        List.of(),
        Images.open(store, ImagesOptions.DEFAULT).verify(VerifyDepth.FULL).findings(),
        store.toString());
    String umoci = Peers.require("umoci").toString();
    Sh sh = Sh.in(store);
    sh.run(umoci, "list", "--layout", store.toString()).ok();
    for (String image : images) {
      String name = Reference.parse(image).toString();
      sh.run(umoci, "stat", "--image", store + ":" + name).ok();
    }
  }

  /** How many directories of unfinished work there are. */
  static long unfinished(Path store) {
    return count(store.resolve(".lamina/tmp"));
  }

  static long blobs(Path store) {
    return count(store.resolve("blobs/sha256"));
  }

  private static long count(Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.count();
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
