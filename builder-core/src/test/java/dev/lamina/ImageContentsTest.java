package dev.lamina;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.build.BuildRequest;
import dev.lamina.context.DockerfileSource;
import dev.lamina.context.MemoryContext;
import dev.lamina.filetree.LayerShare;
import dev.lamina.oci.Platform;
import dev.lamina.reference.Reference;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageContentsTest {
  private static final Platform PLATFORM = BuildRequest.DEFAULT_PLATFORM;

  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void open() throws Exception {
    images = Images.open(directory.resolve("store"), ImagesOptions.DEFAULT);
  }

  private void build(String name, String dockerfile) throws Exception {
    MemoryContext context =
        MemoryContext.builder()
            .file("a", 0644, new byte[] {1, 2, 3})
            .file("b", 0644, new byte[] {4, 5, 6, 7})
            .build();
    images.build(
        BuildRequest.builder(DockerfileSource.of("Dockerfile", dockerfile), context)
            .name(Reference.parse(name))
            .build());
  }

  private List<String> fields(String before, String after) throws Exception {
    build("before", "FROM scratch\n" + before);
    build("after", "FROM scratch\n" + after);
    ComparisonOptions config =
        new ComparisonOptions(PLATFORM, Set.of(ComparisonOptions.Part.CONFIG), Set.of());
    return images.contents().compare("before", "after", config).config().stream()
        .filter(field -> !field.name().startsWith("history"))
        .map(field -> field.name() + " " + field.before() + " " + field.after())
        .toList();
  }

  @Test
  void fields_of_a_configuration_are_compared_one_by_one() throws Exception {
    assertEquals(List.of(), fields("ENV A=1\n", "ENV A=1\n"));
    assertEquals(
        List.of(
            "config.Env.A JsonString[value=1] null",
            "config.ExposedPorts.80/tcp null JsonObject",
            "config.Labels.l null JsonString[value=m]"),
        fields("ENV A=1\n", "LABEL l=m\nEXPOSE 80\n").stream()
            .map(line -> line.replace("{}", "JsonObject"))
            .toList());
    List<String> order = fields("ENV A=1\nENV B=2\n", "ENV B=2\nENV A=1\n");
    assertEquals(1, order.size());
    assertTrue(order.get(0).startsWith("config.Env "), order::toString);
  }

  @Test
  void steps_that_differ_are_named_by_their_place() throws Exception {
    build("before", "FROM scratch\nENV A=1\nENV B=1\n");
    build("after", "FROM scratch\nENV A=1\nENV B=2\n");
    List<String> names =
        images
            .contents()
            .compare("before", "after", ComparisonOptions.of(PLATFORM))
            .config()
            .stream()
            .map(ImageDifference.Field::name)
            .toList();
    assertEquals(List.of("config.Env.B", "history[1].created_by"), names);
  }

  @Test
  void layers_are_told_with_what_is_wasted() throws Exception {
    build("image", "FROM scratch\nCOPY a /x\nCOPY b /x\n");
    List<LayerShare> layers = images.contents().layers("image", PLATFORM);
    assertEquals(
        List.of("3 of 3", "0 of 4"),
        layers.stream().map(layer -> layer.wasted() + " of " + layer.size()).toList());
  }

  @Test
  void the_page_tells_what_layers_tells() throws Exception {
    build("image", "FROM scratch\nCOPY a /x\nCOPY b /x\nCOPY a /y\n");
    long size = images.contents().layers("image", PLATFORM).stream().mapToLong(l -> l.size()).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    images.contents().writePage("image", PLATFORM, out);
    String page = out.toString(StandardCharsets.UTF_8);
    assertTrue(page.contains("<title>image:latest</title>"), page);
    assertTrue(page.contains("<dt>Uncompressed</dt><dd>" + size + "\u202fB</dd>"), page);
    assertTrue(page.contains("<dt>Wasted</dt><dd>3\u202fB</dd>"), page);
    assertTrue(page.contains("COPY b /x # buildkit"), page);
  }

  @Test
  void of_equal_stacks_no_layer_is_read() throws Exception {
    build("one", "FROM scratch\nCOPY a /x\nENV A=1\n");
    build("two", "FROM scratch\nCOPY a /x\nENV A=2\n");
    Path cache = directory.resolve("store/.lamina/cache/layer-index");
    try (Stream<Path> kept = Files.list(cache)) {
      for (Path file : kept.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(cache);
    ImageDifference difference =
        images.contents().compare("one", "two", ComparisonOptions.of(PLATFORM));
    assertEquals(List.of(), difference.files());
    assertTrue(difference.layers().get(0).isShared());
    assertTrue(Files.notExists(cache));
  }
}
