package dev.lamina.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An archive written member by member, so that it can be wrong in one place. */
final class HandMadeArchive {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarWriter tar = new TarWriter(bytes);

  /** A file; single quotes in a document become double ones. */
  HandMadeArchive document(String name, String json) {
    return file(name, json.replace('\'', '"').getBytes(UTF_8));
  }

  HandMadeArchive file(String name, byte[] content) {
    try {
      tar.add(
          TarHeader.builder(TarType.FILE, name.getBytes(UTF_8))
              .mode(0644)
              .size(content.length)
              .build(),
          new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** A file whose name is not one that our writer would write. */
  HandMadeArchive fileWithOddName(String name, byte[] content) {
    byte[] stand = new byte[name.length()];
    Arrays.fill(stand, (byte) 'x');
    int at = bytes.size();
    file(new String(stand, UTF_8), content);
    byte[] all = bytes.toByteArray();
    System.arraycopy(name.getBytes(UTF_8), 0, all, at, name.length());
    fixChecksum(ByteBuffer.wrap(all, at, 512).slice());
    bytes.reset();
    bytes.writeBytes(all);
    return this;
  }

  private static void fixChecksum(ByteBuffer header) {
    header.put(148, "        ".getBytes(UTF_8));
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += header.get(i) & 0xff;
    }
    String digits = "000000" + Integer.toOctalString(sum);
    header.put(148, (digits.substring(digits.length() - 6) + "\0 ").getBytes(UTF_8));
  }

  HandMadeArchive blob(byte[] content) {
    return file("blobs/sha256/" + Digest.sha256(content).hex(), content);
  }

  HandMadeArchive symlink(String name, String target) {
    return link(TarType.SYMLINK, name, target);
  }

  HandMadeArchive hardLink(String name, String target) {
    return link(TarType.HARD_LINK, name, target);
  }

  private HandMadeArchive link(TarType type, String name, String target) {
    try {
      tar.add(
          TarHeader.builder(type, name.getBytes(UTF_8)).linkName(target.getBytes(UTF_8)).build());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  HandMadeArchive directory(String name) {
    try {
      tar.add(TarHeader.builder(TarType.DIRECTORY, name.getBytes(UTF_8)).mode(0755).build());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  byte[] bytes() {
    try {
      tar.finish();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
