package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.CacheExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caches that go from one machine to another, here from one store to another. */
class CacheOptionsTest extends CommandLineTest {
  @BeforeEach
  void makeContext() throws IOException {
    Path context = Files.createDirectory(directory.resolve("c"));
    Files.writeString(context.resolve("a.txt"), "hello");
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY a.txt /\n");
  }

  private static String wrong(String text) {
    return String.valueOf(
        assertThrows(UsageException.class, () -> CacheField.target(text)).getMessage());
  }

  @Test
  void values_are_those_of_buildx() throws UsageException {
    assertEquals("oci:x", CacheField.source("type=local,src=x").toString());
    assertEquals("oci:x:t", CacheField.source("type=local,src=x,tag=t").toString());
    String digest = "sha256:" + "0".repeat(64);
    assertEquals(
        "docker://docker.io/library/r@" + digest,
        CacheField.source("type=registry,ref=r,digest=" + digest).toString());
    assertEquals(CacheField.source("h.io/r:t"), CacheField.source("type=registry,ref=h.io/r:t"));
    CacheExport plain = CacheField.target("h.io/r:t");
    assertEquals(CacheExport.Extent.IMAGE, plain.extent());
    assertEquals(CacheExport.OnFailure.FAIL, plain.failure());
    CacheExport all =
        CacheField.target(
            "type=registry,ref=r,mode=max,ignore-error=true,image-manifest=true,oci-mediatypes=true");
    assertEquals(CacheExport.Extent.ALL, all.extent());
    assertEquals(CacheExport.OnFailure.WARN, all.failure());
  }

  @Test
  void what_is_wrong_with_a_value_is_said() {
    assertTrue(wrong("type=gha").contains("type 'gha' is not there; there are local and registry"));
    assertTrue(wrong("type=inline").contains("there are local and registry"));
    assertTrue(wrong("type=x").contains("'x' is none of local, registry"));
    assertTrue(wrong("dest=x").contains("type= is missing"));
    assertTrue(wrong("type=local").contains("dest= is missing"));
    assertTrue(wrong("type=local,dst=x").contains("'dst' is not understood (did you mean dest?)"));
    assertTrue(wrong("type=local,dest=x,mode=all").contains("mode= is min or max, not 'all'"));
    assertTrue(wrong("type=registry,ref=r,image-manifest=false").contains("always an OCI image"));
    assertTrue(wrong("type=registry,ref=r@sha256:" + "0".repeat(64)).contains("under a tag"));
    assertTrue(wrong("type=registry,ref=r,tag=t").contains("tag= is not for type registry"));
    assertTrue(wrong("type=local,dest=x,ref=r").contains("ref= is not for type local"));
    assertTrue(wrong("type=registry,ref=UP").contains("must be lower case"));
  }

  @Test
  void another_store_finds_the_layers_and_says_where() {
    String id = run("build", "-q", "--cache-to", "type=local,dest=k", "c").ok().out();
    Result other =
        run("--store", "o", "build", "--explain", "--cache-from", "type=local,src=k", "c").ok();
    assertEquals(id, other.out());
    assertTrue(other.err().contains("#1 CACHED"), other.err());
    assertTrue(other.err().contains("found in oci:"), other.err());
  }

  @Test
  void a_cache_that_cannot_be_written_fails_the_build_unless_told_otherwise() throws IOException {
    Files.writeString(directory.resolve("file"), "in the way");
    Result failed = run("build", "--cache-to", "type=local,dest=file", "c");
    assertFalse(failed.exit() == 0, failed.err());
    Result warned = run("build", "--cache-to", "type=local,dest=file,ignore-error=true", "c").ok();
    assertTrue(warned.err().contains("was not written"), warned.err());
    assertEquals(2, run("build", "--offline", "--cache-to", "localhost:1/r:t", "c").exit());
    run("build", "--offline", "--cache-from", "localhost:1/r:t", "c").ok();
  }
}
