package dev.lamina.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.filetree.LayerShare;
import dev.lamina.filetree.LayerShare.Loss;
import dev.lamina.filetree.LayerShare.StoredFile;
import dev.lamina.image.Image;
import dev.lamina.io.EntryPath;
import dev.lamina.oci.ContainerConfig;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.History;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.oci.RootFs;
import dev.lamina.testing.Gen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports of images that were never made. */
final class Reports {
  private Reports() {}

  /** Paths of a few bytes each, some of them markup, and all the bytes that there are. */
  static Gen<StoredFile> files(int layers) {
    Gen<byte[]> anyName = Gen.bytes(12);
    Gen<byte[]> markup =
        Gen.oneOf(
                "</script>",
                "<!--",
                "a/b/c",
                "'\"",
                "&lt;",
                "\u202e",
                "{{data}}",
                "d/</style>",
                "$&")
            .map(text -> text.getBytes(UTF_8));
    Gen<EntryPath> paths =
        Gen.anyOf(anyName, markup).map(bytes -> EntryPath.of("x").resolve(path(bytes)));
    return paths.flatMap(
        path ->
            Gen.longs(0, 5000)
                .flatMap(
                    size ->
                        Gen.ints(-layers, layers)
                            .map(fate -> new StoredFile(path, size, loss(fate)))));
  }

  private static EntryPath path(byte[] bytes) {
    byte[] withoutNul = bytes.clone();
    for (int i = 0; i < withoutNul.length; i++) {
      withoutNul[i] = withoutNul[i] == 0 ? (byte) '/' : withoutNul[i];
    }
    return EntryPath.ofBytes(withoutNul);
  }

  private static @Nullable Loss loss(int fate) {
    if (fate == 0) {
      return null;
    }
    return new Loss(Math.abs(fate) - 1, fate > 0 ? Loss.Kind.OVERWRITTEN : Loss.Kind.DELETED);
  }

  static Gen<ImageReport> reports() {
    Gen<List<StoredFile>> layer = Gen.lists(files(3), 30);
    return Gen.lists(layer, 3).flatMap(layers -> Gen.anyText(20).map(text -> report(text, layers)));
  }

  /** An image with these files in its layers, and a text wherever there may be one. */
  static ImageReport report(String text, List<List<StoredFile>> layers) {
    List<LayerShare> shares = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Descriptor blob = Descriptor.of(MediaType.OCI_LAYER_GZIP, digest("layer " + i), 100 + i);
      shares.add(new LayerShare(blob, layers.get(i)));
    }
    ContainerConfig container =
        ContainerConfig.EMPTY
            .withUser(text)
            .withEnv(List.of("A=" + text))
            .withCmd(List.of(text, "b"))
            .withLabels(Map.of("l" + text, text));
    ImageConfig config =
        ImageConfig.of(new Platform("linux", "amd64"))
            .withAuthor(text)
            .withCreated("2026-03-01T12:00:00.5+01:00")
            .withConfig(container)
            .withRootFs(
                new RootFs(
                    IntStream.range(0, layers.size()).mapToObj(i -> digest("diff " + i)).toList()))
            .withHistory(
                List.of(
                    new History(text, "RUN " + text, null, text, false),
                    new History(null, "ENV a", null, null, true)));
    Document<ImageConfig> document = config.toDocument(MediaType.OCI_CONFIG);
    ImageManifest manifest =
        ImageManifest.of(
            MediaType.OCI_MANIFEST,
            document.descriptor(),
            shares.stream().map(LayerShare::layer).toList());
    Descriptor root = Descriptor.of(MediaType.OCI_MANIFEST, digest("manifest"), 1);
    return new ImageReport(
        List.of("example/app:1", "other:2"), new Image(root, manifest, document), shares);
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(UTF_8));
  }

  static StoredFile file(String path, long size) {
    return new StoredFile(EntryPath.of(path), size, null);
  }

  static String page(ImageReport report, PageLimits limits) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImagePage.write(report, limits, out);
    return out.toString(UTF_8);
  }

  static String page(ImageReport report) throws IOException {
    return page(report, PageLimits.DEFAULT);
  }
}
