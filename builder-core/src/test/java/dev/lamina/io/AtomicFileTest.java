package dev.lamina.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileTest {
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("r--r--r--");

  @TempDir Path temp;

  private Path target() {
    return temp.resolve("target");
  }

  private Path temporary() {
    return temp.resolve("temporary");
  }

  @ParameterizedTest
  @EnumSource
  void a_file_is_visible_when_it_is_published_and_not_before(Durability durability)
      throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (AtomicFile file = AtomicFile.create(temporary(), durability)) {
      assertEquals("rw-------", mode(temporary()));
      for (int size : new int[] {0, 1, 65_535, 65_536, 3, 200_000}) {
        byte[] bytes = new byte[size];
        java.util.Arrays.fill(bytes, (byte) size);
        file.write(bytes);
        expected.write(bytes);
        file.write('x');
        expected.write('x');
      }
      assertFalse(Files.exists(target()));
      file.publish(target(), MODE);
    }
    assertArrayEquals(expected.toByteArray(), Files.readAllBytes(target()));
    assertEquals("r--r--r--", mode(target()));
    assertFalse(Files.exists(temporary()));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void a_file_that_is_not_published_leaves_nothing() throws IOException {
    try (AtomicFile file = AtomicFile.create(temporary(), Durability.FULL)) {
      file.write("half".getBytes(UTF_8));
    }
    assertEquals(0, Fs.names(temp).size());
  }

  @Test
  void what_is_there_is_replaced_even_when_it_is_read_only_and_its_copies_stay()
      throws IOException {
    Files.writeString(target(), "old");
    Files.createLink(temp.resolve("copy"), target());
    Files.setPosixFilePermissions(target(), MODE);
    AtomicFile.replace(target(), temporary(), "new".getBytes(UTF_8), MODE, Durability.FULL);
    assertEquals("new", Files.readString(target()));
    assertEquals("old", Files.readString(temp.resolve("copy")));
  }

  @Test
  void a_name_that_exists_is_never_written_to() throws IOException {
    Path victim = Files.writeString(temp.resolve("victim"), "precious");
    Files.createSymbolicLink(temporary(), victim);
    assertThrows(
        FileAlreadyExistsException.class,
        () -> AtomicFile.create(temporary(), Durability.FULL).close());
    assertEquals("precious", Files.readString(victim));
  }

  @Test
  void a_file_that_cannot_be_published_leaves_nothing() throws IOException {
    Files.createDirectories(target().resolve("full"));
    try (AtomicFile file = AtomicFile.create(temporary(), Durability.FULL)) {
      file.write(1);
      assertThrows(IOException.class, () -> file.publish(target(), MODE));
      assertFalse(Files.exists(temporary()));
      assertThrows(IllegalStateException.class, () -> file.publish(target(), MODE));
    }
  }

  @Test
  void missing_space_is_told_with_numbers_and_place() throws IOException {
    AtomicFile.requireSpace(temp, 1);
    String message =
        String.valueOf(
            assertThrows(IOException.class, () -> AtomicFile.requireSpace(temp, Long.MAX_VALUE))
                .getMessage());
    assertTrue(
        message.matches("no space: needed 9223372036854775807 bytes, free \\d+ bytes, at /.*"),
        message);
  }
}
