package dev.lamina.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How files are copied.
 *
 * @param chown who owns the copies; null: as the source says (root, from a context)
 * @param chmod the mode of the copies; null: as the source says
 * @param link whether the layer stands on its own
 * @param parents whether directories above the sources are made below the destination
 * @param excludes patterns of what is left out, in order, relative to each source directory
 * @param unpack what happens to archives; {@link Unpack#NEVER} for COPY
 */
public record CopyOptions(
    @Nullable Ownership chown,
    @Nullable ChmodSpec chmod,
    Link link,
    Parents parents,
    List<String> excludes,
    Unpack unpack) {
  /** Nothing asked for, as for a plain COPY. */
  public static final CopyOptions NONE =
      new CopyOptions(null, null, Link.OFF, Parents.OFF, List.of(), Unpack.NEVER);

  /** {@code --link}: copy into an empty tree, and stack the result. */
  public enum Link {
    OFF,
    ON
  }

  /** {@code --parents}. */
  public enum Parents {
    OFF,
    ON
  }

  /** {@code --unpack}. */
  public enum Unpack {
    /** Archives are files like others: COPY, and {@code --unpack=false}. */
    NEVER,
    /** ADD: a source that is an archive, by its content, is unpacked. */
    IF_ARCHIVE,
    /** {@code --unpack=true}: as {@link #IF_ARCHIVE}, for sources of any kind. */
    ALWAYS
  }

  public CopyOptions {
    excludes = List.copyOf(excludes);
  }
}
