package dev.lamina.unpack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lamina.testing.Gen;
import dev.lamina.testing.Law;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoleyFileTest {
  /** Stretches of zeros or ones: positive lengths are zeros. */
  private static final Gen<List<Integer>> STRETCHES =
      Gen.lists(Gen.ints(-3, 3).map(n -> n * (HoleyFile.BLOCK / 2) + (n % 2)), 6);

  @TempDir Path temp;

  @Test
  void what_is_written_is_read() {
    Law.forAll(
        STRETCHES,
        100,
        stretches -> {
          byte[] bytes = new byte[stretches.stream().mapToInt(Math::abs).sum()];
          int at = 0;
          for (int stretch : stretches) {
            Arrays.fill(bytes, at, at + Math.abs(stretch), (byte) (stretch > 0 ? 0 : 1));
            at += Math.abs(stretch);
          }
          Path file = temp.resolve("f");
          Files.deleteIfExists(file);
          try (FileChannel channel =
                  FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
              HoleyFile out = new HoleyFile(channel)) {
            for (int i = 0; i < bytes.length; i += 10_007) {
              out.write(bytes, i, Math.min(10_007, bytes.length - i));
            }
          }
          assertArrayEquals(bytes, Files.readAllBytes(file));
        });
  }
}
