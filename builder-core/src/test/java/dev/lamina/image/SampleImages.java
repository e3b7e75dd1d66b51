package dev.lamina.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.compression.Compression;
import dev.lamina.content.Blob;
import dev.lamina.content.BlobSink;
import dev.lamina.digest.Digest;
import dev.lamina.oci.Descriptor;
import dev.lamina.oci.Document;
import dev.lamina.oci.ImageConfig;
import dev.lamina.oci.ImageIndex;
import dev.lamina.oci.ImageManifest;
import dev.lamina.oci.MediaType;
import dev.lamina.oci.Platform;
import dev.lamina.oci.RootFs;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarType;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Small images for tests, put into a sink without a name. */
public final class SampleImages {
  public static final Platform AMD64 = new Platform("linux", "amd64");
  public static final Platform ARM64 = new Platform("linux", "arm64");

  private SampleImages() {}

  /** A tar with one file. */
  public static byte[] layerTar(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] content = text.getBytes(UTF_8);
    try (TarWriter tar = new TarWriter(bytes)) {
      tar.add(
          TarHeader.builder(TarType.FILE, "file".getBytes(UTF_8))
              .mode(0644)
              .size(content.length)
              .build(),
          new ByteArrayInputStream(content));
      tar.finish();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /** Bytes, compressed. */
  public static byte[] compress(Compression compression, byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream encoder = compression.encoder(out, 2)) {
      encoder.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /** The bytes of a config for layers with these texts. */
  public static byte[] config(Platform platform, List<String> texts) {
    List<Digest> diffIds = texts.stream().map(text -> Digest.sha256(layerTar(text))).toList();
    return ImageConfig.of(platform)
        .withRootFs(new RootFs(diffIds))
        .toDocument(MediaType.OCI_CONFIG)
        .bytes();
  }

  /** An image with one layer for each text, each holding one file. */
  public static <S extends ImageSink & BlobSink> Descriptor image(
      S sink, Platform platform, Compression compression, String... texts) {
    try {
      List<Descriptor> layers = new ArrayList<>();
      for (String text : texts) {
        layers.add(put(sink, mediaType(compression), compress(compression, layerTar(text))));
      }
      Descriptor config = put(sink, MediaType.OCI_CONFIG, config(platform, List.of(texts)));
      Document<ImageManifest> manifest =
          ImageManifest.of(MediaType.OCI_MANIFEST, config, layers).toDocument();
      sink.put(manifest);
      return manifest.descriptor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An index of an amd64 and an arm64 image that share their first layer. */
  public static <S extends ImageSink & BlobSink> Descriptor index(S sink, String text) {
    Descriptor amd64 = image(sink, AMD64, Compression.GZIP, "base", text + " amd64");
    Descriptor arm64 = image(sink, ARM64, Compression.GZIP, "base", text + " arm64");
    return index(sink, List.of(amd64.withPlatform(AMD64), arm64.withPlatform(ARM64)));
  }

  /** An index of these. */
  public static Descriptor index(ImageSink sink, List<Descriptor> manifests) {
    Document<ImageIndex> index = ImageIndex.of(MediaType.OCI_INDEX, manifests).toDocument();
    try {
      sink.put(index);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return index.descriptor();
  }

  /** Stores bytes. */
  public static Descriptor put(BlobSink sink, String mediaType, byte[] bytes) {
    try {
      Blob blob = sink.put(new ByteArrayInputStream(bytes));
      return Descriptor.of(mediaType, blob.digest(), blob.size());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String mediaType(Compression compression) {
    return switch (compression) {
      case NONE -> MediaType.OCI_LAYER_TAR;
      case GZIP, GZIP_SMALL -> MediaType.OCI_LAYER_GZIP;
      case ZSTD -> MediaType.OCI_LAYER_ZSTD;
    };
  }
}
