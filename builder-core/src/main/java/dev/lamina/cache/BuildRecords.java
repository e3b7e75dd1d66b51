package dev.lamina.cache;

import dev.lamina.digest.Digest;
import dev.lamina.io.KeptFiles;
import dev.lamina.io.PackedInput;
import dev.lamina.io.PackedOutput;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of builds: the last one of each place, and those of each image that was built, with what
 * was there before.
 */
public final class BuildRecords {
  private static final String FORMAT = "lamina build record 2";

  private final KeptFiles files;

  BuildRecords(KeptFiles files) {
    this.files = files;
  }

  /**
   * A build and the one before it at the same place.
   *
   * @param before null when none is known
   */
  public record Pair(BuildRecord build, @Nullable BuildRecord before) {}

  /** Names a place, by what makes one build the next one of another. */
  public static Digest place(List<String> parts) {
    PackedOutput out = new PackedOutput();
    RecordBytes.list(out, parts, PackedOutput::text);
    return Digest.sha256(out.toBytes());
  }

  /** The last build of a place; null when none is known. */
  public @Nullable BuildRecord find(Digest place) {
    PackedInput in = open("place-" + place.hex());
    return in == null ? null : RecordBytes.read(in);
  }

  /** Remembers the last build of a place. */
  public void keep(Digest place, BuildRecord build) {
    PackedOutput out = new PackedOutput().text(FORMAT);
    RecordBytes.write(out, build);
    String name = "place-" + place.hex();
    byte[] bytes = out.checked();
    // bytes are compared and not records, whose equality costs a start of the JVM more than this
    if (!Arrays.equals(bytes, files.read(name))) {
      files.keep(name, bytes);
    }
  }

  /**
   * The last build of an image, one for each platform; empty when it is not known.
   *
   * @param root the manifest or index
   */
  public List<Pair> of(Digest root) {
    PackedInput in = open("image-" + root.hex());
    return in == null ? List.of() : RecordBytes.list(in, BuildRecords::pair);
  }

  private static Pair pair(PackedInput in) {
    return new Pair(RecordBytes.read(in), RecordBytes.optional(in));
  }

  /** Remembers the last build of an image. */
  public void keep(Digest root, List<Pair> pairs) {
    PackedOutput out = new PackedOutput().text(FORMAT);
    RecordBytes.list(
        out,
        pairs,
        (o, pair) -> {
          RecordBytes.write(o, pair.build());
          RecordBytes.optional(o, pair.before());
        });
    files.keep("image-" + root.hex(), out.checked());
  }

  private @Nullable PackedInput open(String name) {
    byte[] bytes = files.read(name);
    PackedInput in = bytes == null ? null : PackedInput.checked(bytes);
    return in != null && in.text().equals(FORMAT) ? in : null;
  }
}
