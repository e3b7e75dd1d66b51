package dev.lamina.unpack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.digest.Digest;
import dev.lamina.image.Image;
import dev.lamina.io.Durability;
import dev.lamina.io.Escaped;
import dev.lamina.io.FileStatus;
import dev.lamina.io.Fs;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.oci.Descriptor;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What lies beside an unpacked image: which image it is, and each of its names (docs/unpack.md,
 * "The record"). A line of JSON for the image, then one for each name.
 *
 * @param image as it was asked for
 * @param manifest of the image
 * @param taken the time on the clock of the file system when the first of {@code files} was looked
 *     at
 * @param files in the order of their paths
 */
public record UnpackRecord(
    String image, Descriptor manifest, FileStatus.Time taken, List<RecordedFile> files) {
  /** The name of the record in the directory of an unpacked image. */
  static final String NAME = "lamina.jsonl";

  private static final String KIND = "lamina unpack";
  private static final long VERSION = 1;

  public UnpackRecord {
    files = List.copyOf(files);
  }

  /** Takes what the disk says of a file. */
  interface Look {
    RecordedFile at(int index) throws IOException;
  }

  /** Writes a record, file by file, so that all need not be held. */
  static void write(
      Path directory, String name, Image image, int count, Look look, Durability durability)
      throws IOException {
    Path file = directory.resolve(NAME);
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    LinkOption.NOFOLLOW_LINKS));
        Writer out =
            new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), UTF_8))) {
      FileStatus made = Fs.status(file);
      if (made == null) {
        throw new IOException("the record has vanished: " + Escaped.text(file.toString()));
      }
      line(out, header(name, image, made.ctime(), count));
      for (int i = 0; i < count; i++) {
        line(out, look.at(i).toJson());
      }
      out.flush();
      if (durability == Durability.FULL) {
        channel.force(true);
      }
    }
  }

  private static void line(Writer out, JsonObject line) throws IOException {
    out.write(line.toString());
    out.write('\n');
  }

  /** The names of an image change, and are not part of what was unpacked. */
  private static Descriptor withoutName(Descriptor manifest) {
    return Descriptor.of(manifest.mediaType(), manifest.digest(), manifest.size());
  }

  private static JsonObject header(String name, Image image, FileStatus.Time taken, int count) {
    List<JsonValue> layers = new ArrayList<>();
    image.manifest().layers().forEach(layer -> layers.add(layer.toJson()));
    return JsonObject.builder()
        .set("kind", KIND)
        .set("version", VERSION)
        .set("image", name)
        .set("manifest", withoutName(image.descriptor()).toJson())
        .set("config", image.config().descriptor().digest().toString())
        .set("layers", new JsonArray(layers))
        .set(
            "taken",
            JsonObject.builder()
                .set("seconds", taken.seconds())
                .set("nanos", taken.nanos())
                .build())
        .set("entries", count)
        .build();
  }

  /**
   * The record of a directory.
   *
   * @throws NotFoundException when the directory has none
   * @throws RefusedInputException when it is damaged
   */
  static UnpackRecord read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    FileStatus status = Fs.status(file);
    if (status == null || !status.isFile()) {
      throw new NotFoundException(
          Escaped.text(directory.toString()) + " was not made by unpack: it has no " + NAME);
    }
    try (BufferedReader in = new BufferedReader(new InputStreamReader(Fs.open(file), UTF_8))) {
      return read(in);
    }
  }

  private static UnpackRecord read(BufferedReader in) throws IOException {
    JsonObject header = object(in, 1);
    if (!header.string("kind").equals(KIND) || header.integer("version") != VERSION) {
      throw header.refusal("is not of a kind and version that is known");
    }
    long count = header.integer("entries");
    List<RecordedFile> files = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      files.add(RecordedFile.parse(object(in, i + 2)));
    }
    JsonObject taken = header.object("taken");
    return new UnpackRecord(
        header.string("image"),
        Descriptor.parse(header.object("manifest")),
        new FileStatus.Time(taken.integer("seconds"), (int) taken.integer("nanos")),
        files);
  }

  private static JsonObject object(BufferedReader in, long number) throws IOException {
    String line = in.readLine();
    String what = NAME + ", line " + number;
    if (line == null) {
      throw new RefusedInputException(what + ": the file ends before it");
    }
    return Json.parseObject(line.getBytes(UTF_8), what);
  }

  /** The digest of the manifest. */
  public Digest digest() {
    return manifest.digest();
  }
}
