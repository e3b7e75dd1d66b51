package dev.lamina.cli.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An OCI image layout with one image, {@code latest}, for {@code linux/amd64}. A layer is {@code
 * FILE} or {@code FILE=PLAIN}, where the diffID is that of the file {@code PLAIN}; its media type
 * follows {@code .gz} or {@code .zst}. The lines below change the documents: {@code config}, {@code
 * manifest} or {@code index}, then the old text and the new, or {@code =} and the whole. The
 * documents stay as {@code DIR.config}, {@code DIR.manifest} and {@code DIR.index}.
 */
final class ImageRecipe {
  private static final String TYPE = "application/vnd.oci.image.";

  private final Path folder;
  private final String name;
  private final List<String> edits;

  private ImageRecipe(Path folder, String name, List<String> edits) {
    this.folder = folder;
    this.name = name;
    this.edits = edits;
  }

  static void write(Path folder, List<String> words, List<String> edits) throws IOException {
    new ImageRecipe(folder, words.get(0), edits).run(words.subList(1, words.size()));
  }

  private void run(List<String> layers) throws IOException {
    List<String> diffIds = new ArrayList<>();
    List<String> descriptors = new ArrayList<>();
    List<String> history = new ArrayList<>();
    for (String layer : layers) {
      String[] files = layer.split("=", 2);
      diffIds.add('"' + "{digest:" + files[files.length - 1] + "}\"");
      descriptors.add(descriptor("layer.v1.tar" + suffix(files[0]), files[0]));
      history.add("{\"created_by\":\"" + files[0] + "\"}");
      blob(files[0]);
    }
    document(
        "config",
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
            + "\"diff_ids\":["
            + String.join(",", diffIds)
            + "]},\"history\":["
            + String.join(",", history)
            + "]}");
    blob(name + ".config");
    document(
        "manifest",
        "{\"schemaVersion\":2,\"mediaType\":\""
            + TYPE
            + "manifest.v1+json\",\"config\":"
            + descriptor("config.v1+json", name + ".config")
            + ",\"layers\":["
            + String.join(",", descriptors)
            + "]}");
    blob(name + ".manifest");
    String entry = descriptor("manifest.v1+json", name + ".manifest");
    document(
        "index",
        "{\"schemaVersion\":2,\"manifests\":["
            + entry.substring(0, entry.length() - 1)
            + ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"latest\"}}]}");
    Path layout = folder.resolve(name);
    Files.move(folder.resolve(name + ".index"), layout.resolve("index.json"));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  private static String suffix(String file) {
    return file.endsWith(".gz") ? "+gzip" : file.endsWith(".zst") ? "+zstd" : "";
  }

  private static String descriptor(String type, String file) {
    return "{\"mediaType\":\""
        + TYPE
        + type
        + "\",\"digest\":\"{digest:"
        + file
        + "}\",\"size\":"
        + "{size:"
        + file
        + "}}";
  }

  private void document(String which, String text) throws IOException {
    String edited = text;
    for (String line : edits) {
      List<String> words = Words.split(line);
      if (words.get(0).equals(which)) {
        String old = words.get(1);
        if (!old.equals("=") && !edited.contains(old)) {
          throw new IllegalArgumentException("nothing to change: " + line + "\nin " + edited);
        }
        edited = old.equals("=") ? words.get(2) : edited.replace(old, words.get(2));
      }
    }
    String filled = Words.fill(folder, edited);
    Files.writeString(folder.resolve(name + "." + which), filled, ISO_8859_1);
  }

  private void blob(String file) throws IOException {
    blob(folder, name, file);
  }

  /** Puts a file into a layout, under its digest. */
  static void blob(Path folder, String layout, String file) throws IOException {
    Path blobs = Files.createDirectories(folder.resolve(layout).resolve("blobs/sha256"));
    Path source = folder.resolve(file);
    Path blob = blobs.resolve(Words.digest(source).hex());
    if (!Files.exists(blob)) {
      Files.copy(source, blob);
    }
  }
}
