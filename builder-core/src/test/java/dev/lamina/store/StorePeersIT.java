package dev.lamina.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.content.Blob;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.oci.RootFs;
import dev.lamina.reference.Reference;
import dev.lamina.tar.TarWriter;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other tools on our store, and we on theirs. */
class StorePeersIT {
  private static final String NAME = "docker.io/library/hello:latest";

  @TempDir Path temp;
  private Descriptor root = Descriptor.EMPTY_JSON;

  private ImageStore open() throws IOException {
    return ImageStore.open(temp.resolve("store"), StoreOptions.DEFAULT);
  }

  /** An image with one layer without files. */
  @BeforeEach
  void fill() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarWriter writer = new TarWriter(tar)) {
      writer.finish();
    }
    try (StoreSession session = open().session("fill")) {
      Blob layer = session.put(new ByteArrayInputStream(tar.toByteArray()));
      Document<ImageConfig> config =
          ImageConfig.of(new Platform("linux", "amd64"))
              .withRootFs(new RootFs(List.of(layer.digest())))
              .toDocument(MediaType.OCI_CONFIG);
      session.put(config);
      Document<ImageManifest> manifest =
          ImageManifest.of(
                  MediaType.OCI_MANIFEST,
                  config.descriptor(),
                  List.of(Descriptor.of(MediaType.OCI_LAYER_TAR, layer.digest(), layer.size())))
              .toDocument();
      session.put(manifest);
      root = manifest.descriptor();
      session.name(Reference.parse("hello"), root);
    }
  }

  @Test
  void umoci_lists_and_unpacks_by_the_full_name() {
    Peers.require("umoci");
    Sh sh = Sh.in(temp);
    assertEquals(NAME + "\n", sh.run("umoci", "list", "--layout", "store").ok().out());
    sh.run("umoci", "unpack", "--rootless", "--image", "store:" + NAME, "bundle").ok();
    assertTrue(Files.isDirectory(temp.resolve("bundle/rootfs")));
  }

  @Test
  void umoci_tags_and_we_keep_its_name_and_ours() throws IOException {
    Peers.require("umoci");
    Sh.in(temp).run("umoci", "tag", "--image", "store:" + NAME, "v1").ok();
    assertTrue(open().findRefName("v1").orElseThrow().sameContent(root));
    Pictures.tag(open(), "other", "x");
    assertEquals(List.of("hello:latest", "other:latest", "<none>"), Pictures.names(open()));
    assertEquals(List.of(), open().verify(VerifyDepth.FULL).findings());
  }

  @Test
  void skopeo_copies_out_of_the_store_and_into_it() throws IOException {
    Peers.require("skopeo");
    Sh sh = Sh.in(temp);
    sh.run("skopeo", "copy", "--preserve-digests", "oci:store:" + NAME, "oci:theirs:v1").ok();
    ImageStore theirs =
        ImageStore.open(temp.resolve("theirs"), StoreOptions.DEFAULT.withSharing(Sharing.SHARED));
    assertTrue(theirs.findRefName("v1").orElseThrow().sameContent(root));
    assertEquals(List.of(), theirs.verify(VerifyDepth.FULL).findings());

    sh.run(
            "skopeo",
            "copy",
            "--preserve-digests",
            "oci:theirs:v1",
            "oci:store:docker.io/library/back:1")
        .ok();
    assertTrue(open().resolve(Reference.parse("back:1")).sameContent(root));
    assertEquals(List.of("back:1", "hello:latest"), Pictures.names(open()));
  }
}
