package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarLimits;
import dev.lamina.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a build's result goes beside the store. */
class OutputsTest extends CommandLineTest {
  private Path context = Path.of("");

  @BeforeEach
  void makeContext() throws IOException {
    context = Files.createDirectory(directory.resolve("c"));
    Files.writeString(context.resolve("a.txt"), "hello");
    Files.createDirectory(context.resolve("d"));
    Files.createDirectories(context.resolve("e/closed"));
    Files.createSymbolicLink(context.resolve("d/link"), Path.of("../../etc/passwd"));
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch
        COPY --chmod=4750 a.txt /bin/tool
        COPY --chown=7:8 d /d
        COPY --chmod=500 e /
        COPY a.txt /closed/a
        """);
  }

  private static List<String> names(byte[] tar) throws IOException {
    List<String> names = new ArrayList<>();
    TarReader reader =
        new TarReader(new ByteArrayInputStream(tar), TarLimits.ARCHIVE, warning -> {});
    for (TarHeader header = reader.next(); header != null; header = reader.next()) {
      names.add(new String(header.name(), StandardCharsets.UTF_8));
    }
    return names;
  }

  @Test
  void files_go_to_a_directory_as_far_as_a_user_may_and_again() throws IOException {
    for (int i = 0; i < 2; i++) {
      Result result = run("build", "-o", "out/deep", "c").ok();
      assertTrue(result.out().startsWith("sha256:"), "the image ID is printed");
      assertTrue(result.err().contains("1 files of the output lost setuid"), result.err());
      Path out = directory.resolve("out/deep");
      assertEquals("hello", Files.readString(out.resolve("bin/tool")));
      assertEquals(
          "rwxr-x---",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("bin/tool"))));
      assertEquals(0, Files.getLastModifiedTime(out.resolve("bin")).toMillis());
      assertEquals(Path.of("../../etc/passwd"), Files.readSymbolicLink(out.resolve("d/link")));
      assertEquals(
          "r-x------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("closed"))));
      Files.writeString(out.resolve("mine"), "stays");
    }
    assertEquals("stays", Files.readString(directory.resolve("out/deep/mine")));
    run("build", "--output", "type=local,dest=other", "c").ok();
    assertTrue(Files.isRegularFile(directory.resolve("other/closed/a")));
  }

  @Test
  void nothing_is_written_through_a_link_in_the_output() throws IOException {
    Path out = Files.createDirectory(directory.resolve("out"));
    Path victim = Files.createDirectory(directory.resolve("victim"));
    Files.createSymbolicLink(out.resolve("bin"), victim);
    String err = run("build", "-o", "out", "c").exits(ExitCode.REFUSED).err();
    assertTrue(err.contains("/bin is a link in the output"), err);
    Files.delete(out.resolve("bin"));
    Files.createDirectory(out.resolve("bin"));
    Files.createSymbolicLink(out.resolve("bin/tool"), victim.resolve("tool"));
    run("build", "-o", "out", "c").ok();
    assertFalse(Files.exists(victim.resolve("tool"), LinkOption.NOFOLLOW_LINKS));
    assertEquals("hello", Files.readString(out.resolve("bin/tool")));
    Files.createDirectories(directory.resolve("third/bin/tool"));
    run("build", "-o", "third", "c").exits(ExitCode.REFUSED);
    run("build", "-o", "store/x", "c").exits(ExitCode.REFUSED);
    run("build", "-o", "/", "c").exits(ExitCode.REFUSED);
  }

  @Test
  void files_go_to_a_tar_and_the_id_stays_off_standard_output() throws IOException {
    byte[] tar = run("build", "-o", "-", "c").ok().bytes();
    List<String> names = List.of("bin/", "bin/tool", "closed/", "closed/a", "d/", "d/link");
    assertEquals(names, names(tar));
    run("build", "-o", "type=tar,dest=x.tar", "c").ok();
    assertEquals(names, names(Files.readAllBytes(directory.resolve("x.tar"))));
    run("build", "-o", "-", "-o", "type=oci", "c").exits(ExitCode.USAGE);
  }

  @Test
  void several_platforms_have_a_directory_each() throws IOException {
    String both = "linux/amd64,linux/arm/v7";
    run("build", "--platform", both, "-o", "out", "-o", "type=tar,dest=x.tar", "c").ok();
    assertTrue(Files.isRegularFile(directory.resolve("out/linux_amd64/bin/tool")));
    assertTrue(Files.isRegularFile(directory.resolve("out/linux_arm_v7/bin/tool")));
    List<String> names = names(Files.readAllBytes(directory.resolve("x.tar")));
    assertEquals("linux_amd64/", names.get(0));
    assertTrue(names.contains("linux_arm_v7/closed/a"));
  }

  @Test
  void the_image_goes_to_an_archive_and_to_a_layout_that_keeps_what_it_has() throws IOException {
    String[] line = {
      "build", "-t", "x", "-o", "type=oci,dest=x.tar", "-o", "type=oci,tar=false,dest=layout", "c"
    };
    String id = run(line).ok().out();
    Files.writeString(context.resolve("a.txt"), "other");
    run("build", "-t", "y", "-o", "type=docker,tar=false,dest=layout", "c").ok();
    variables.put("LAMINA_STORE", directory.resolve("second").toString());
    run("load", "-i", "x.tar").ok();
    assertEquals(id, run("inspect", "-f", "{{.Id}}", "x").ok().out());
    variables.put("LAMINA_STORE", directory.resolve("layout").toString());
    assertEquals(id, run("inspect", "-f", "{{.Id}}", "x").ok().out());
    run("inspect", "y").ok();
    run("verify").ok();
    run("build", "-o", "type=oci,tar=false,dest=c", "c").exits(ExitCode.INTEGRITY);
  }

  @Test
  void an_image_output_names_the_image_in_the_store() {
    String id = run("build", "-o", "type=image,name=z:1,push=false", "c").ok().out();
    assertEquals(id, run("inspect", "-f", "{{.Id}}", "z:1").ok().out());
  }

  @Test
  void what_cannot_be_an_output_is_said_before_any_work() {
    for (String wrong :
        new String[] {
          "type=registry",
          "type=image,push=true",
          "type=nonsense",
          "dest=x",
          "type=local",
          "x,y=z",
          "type=tar,compression=zstd",
          "type=oci,tar=false",
          "type=tar,tar=false",
          "type=oci,tar=no",
          "type=image,dest=x",
          "type=image,name=Upper"
        }) {
      run("build", "-o", wrong, "c").exits(ExitCode.USAGE);
    }
    assertFalse(Files.exists(directory.resolve("store")), "work was begun");
  }

  @Test
  void an_engine_that_is_not_there_is_told_from_one_that_cannot_be() {
    variables.put("DOCKER_HOST", "unix://" + directory.resolve("none"));
    String err = run("build", "-q", "--load", "c").exits(ExitCode.IO).err();
    assertTrue(err.contains("no Docker engine answers at unix://"), err);
    variables.put("DOCKER_HOST", "tcp://localhost:2375");
    run("build", "--load", "c").exits(ExitCode.USAGE);
  }
}
