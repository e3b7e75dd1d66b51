package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class InfoCommandTest extends CommandLineTest {
  @Test
  void an_empty_store_is_not_made_and_a_full_one_is_counted() throws IOException {
    JsonObject empty = Json.parseObject(run("info", "--format", "json").ok().bytes(), "info");
    assertEquals(0, empty.integer("Blobs"));
    assertEquals(directory.resolve("store").toString(), empty.string("Store"));
    assertTrue(empty.integer("FreeBytes") > 0);
    assertFalse(Files.exists(directory.resolve("store")));
    input = "FROM scratch\nLABEL a=b\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    run("build", "-t", "x", "-t", "y", "-").ok();
    assertEquals(
        "images 1 names 2 blobs 2\n",
        run("info", "-f", "images {{.Images}} names {{.Names}} blobs {{.Blobs}}").ok().out());
    String text = run("info").ok().out();
    assertTrue(text.contains("images 1, names 2, blobs 2, "), text);
    assertTrue(text.contains("java " + System.getProperty("java.version")), text);
    run("info", "-f", "{{.Nothing}}").exits(ExitCode.USAGE);
  }
}
