package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.build.BuildRequest;
import dev.lamina.context.ContextOptions;
import dev.lamina.context.DirectoryContext;
import dev.lamina.context.DockerIgnore;
import dev.lamina.context.DockerfileSource;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.Durability;
import dev.lamina.oci.Platform;
import dev.lamina.progress.ProgressListener;
import dev.lamina.reference.Reference;
import dev.lamina.store.StoreOptions;
import dev.lamina.store.VerifyDepth;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Counts this process's descriptors while ten thousand files pass. */
@EnabledOnOs(OS.LINUX)
class OpenFilesTest {
  private static final int FILES = 10_000;

  @TempDir Path temp;

  private final AtomicLong most = new AtomicLong();
  private Images images;

  @BeforeEach
  void make_ten_thousand_files() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path directory = temp.resolve("context/" + i / 100);
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("file" + i), "content " + i);
    }
    ProgressListener counting = event -> most.accumulateAndGet(open(), Math::max);
    images =
        Images.open(
            temp.resolve("store"),
            ImagesOptions.DEFAULT
                .withStore(StoreOptions.DEFAULT.withDurability(Durability.FAST))
                .withProgress(counting));
    // locks of a store are held open for good, and the JVM opens files of its own at first use
    work("warm-up", "COPY 0 /0/");
  }

  private static long open() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void work(String name, String step) throws IOException {
    try {
      BuildRequest request =
          BuildRequest.builder(
                  DockerfileSource.of("Dockerfile", "FROM scratch\n" + step + "\n"),
                  DirectoryContext.open(
                      temp.resolve("context"), DockerIgnore.NONE, ContextOptions.at(0)))
              .name(Reference.parse(name))
              .build();
      images.build(request);
    } catch (DockerfileException e) {
      throw new AssertionError(e);
    }
    Path archive = temp.resolve("archive");
    try (OutputStream out = Files.newOutputStream(archive)) {
      images.save(List.of(name), new Platform("linux", "amd64"), out);
    }
    try (InputStream in = Files.newInputStream(archive)) {
      images.load(in);
    }
    assertEquals(List.of(), images.verify(VerifyDepth.FULL).findings());
  }

  @Test
  void ten_thousand_files_leave_none_open_and_need_few_at_once() throws IOException {
    long before = open();
    most.set(0);
    work("many", "COPY . /all/");
    assertEquals(before, open());
    assertTrue(most.get() > 0, "nothing was counted");
    assertTrue(most.get() - before <= 32, most + " open at once, " + before + " before");
  }
}
