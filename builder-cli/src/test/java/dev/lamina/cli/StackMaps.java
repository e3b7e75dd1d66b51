package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives the classes of a jar stack maps and a newer version. picocli is compiled for Java 5, and
 * the JVM keeps no class older than Java 6 in an archive: each start would load and verify them
 * anew. Run by the build on the copy that a distribution has; see docs/decisions/0004-start.md.
 */
public final class StackMaps {
  private static final String NOTE =
      "The classes of this jar were given stack maps and class file version 55; nothing else was"
          + " changed.\n";

  private StackMaps() {}

  /** Rewrites the jar that the one argument names. */
  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path temporary = jar.resolveSibling(jar.getFileName() + ".tmp");
    try (ZipFile in = new ZipFile(jar.toString());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(temporary))) {
      out.setMethod(ZipOutputStream.STORED);
      Enumeration<? extends ZipEntry> entries = in.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        boolean old = entry.getName().endsWith(".class") && bytes[7] < Opcodes.V1_6;
        add(out, entry, entry.getName(), old ? modern(bytes) : bytes);
      }
      add(out, in.getEntry("META-INF/MANIFEST.MF"), "META-INF/CHANGES", NOTE.getBytes(UTF_8));
    }
    Files.move(temporary, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void add(ZipOutputStream out, ZipEntry like, String name, byte[] bytes)
      throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(like.getTimeLocal());
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private static byte[] modern(byte[] old) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    ClassVisitor newer =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            super.visit(Opcodes.V11, access, name, signature, superName, interfaces);
          }
        };
    new ClassReader(old).accept(newer, 0);
    return writer.toByteArray();
  }
}
