package dev.lamina.transport;

import dev.lamina.reference.Reference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an image lies, or is to lie, in skopeo's words (containers-transports(5)): a transport, a
 * colon, and what the transport needs to know.
 */
public sealed interface ImagePlace {
  /** The stream that {@code -} means instead of a file. */
  Path STANDARD = Path.of("-");

  /** What is done with a place, by its kind. */
  interface Visitor<R, E extends Exception> {
    R store(InStore place) throws E;

    R registry(InRegistry place) throws E;

    R layout(InLayout place) throws E;

    R archive(InArchive place) throws E;

    R engine(InEngine place) throws E;

    R directory(InDirectory place) throws E;
  }

  <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

  /**
   * Whether an image that is put here is the very same when it is read again. Docker's archives and
   * engines keep configs and layers, and no manifests.
   */
  boolean keepsDigests();

  /** This place with relative paths below a directory. */
  default ImagePlace below(Path directory) {
    return this;
  }

  /**
   * In the store.
   *
   * @param image what people type to find an image; where one is put, its name; empty for the names
   *     that the images have
   */
  record InStore(String image) implements ImagePlace {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.store(this);
    }

    @Override
    public boolean keepsDigests() {
      return true;
    }

    @Override
    public String toString() {
      return "store:" + image;
    }
  }

  /** In a registry. */
  record InRegistry(Reference name) implements ImagePlace {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.registry(this);
    }

    @Override
    public boolean keepsDigests() {
      return true;
    }

    @Override
    public String toString() {
      return "docker://" + name;
    }
  }

  /**
   * In a directory that is an OCI image layout.
   *
   * @param name as the layout's index has it; null for the only image, and where one is put for its
   *     own name
   */
  record InLayout(Path directory, @Nullable String name) implements ImagePlace {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.layout(this);
    }

    @Override
    public boolean keepsDigests() {
      return true;
    }

    @Override
    public ImagePlace below(Path above) {
      return new InLayout(above.resolve(directory), name);
    }

    @Override
    public String toString() {
      return "oci:" + directory + suffix(name);
    }
  }

  /** Which of the two tables of contents counts in an archive that is written. */
  enum ArchiveKind {
    OCI("oci-archive"),
    DOCKER("docker-archive");

    private final String transport;

    ArchiveKind(String transport) {
      this.transport = transport;
    }

    String transport() {
      return transport;
    }
  }

  /**
   * In a tar.
   *
   * @param file {@link #STANDARD} for standard input or output
   * @param name as {@link InLayout}
   */
  record InArchive(ArchiveKind kind, Path file, @Nullable String name) implements ImagePlace {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.archive(this);
    }

    @Override
    public boolean keepsDigests() {
      return kind == ArchiveKind.OCI;
    }

    /** Whether it is no file, but standard input or output. */
    public boolean isStandard() {
      return file.equals(STANDARD);
    }

    @Override
    public ImagePlace below(Path above) {
      return isStandard() ? this : new InArchive(kind, above.resolve(file), name);
    }

    @Override
    public String toString() {
      return kind.transport() + ":" + file + suffix(name);
    }
  }

  /**
   * In a Docker engine on this machine.
   *
   * @param image a name, or an image ID
   */
  record InEngine(String image) implements ImagePlace {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.engine(this);
    }

    @Override
    public boolean keepsDigests() {
      return false;
    }

    @Override
    public String toString() {
      return "docker-daemon:" + image;
    }
  }

  /** In a directory with a file for each blob, as skopeo's {@code dir:} has it: one image. */
  record InDirectory(Path directory) implements ImagePlace {
    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.directory(this);
    }

    @Override
    public boolean keepsDigests() {
      return true;
    }

    @Override
    public ImagePlace below(Path above) {
      return new InDirectory(above.resolve(directory));
    }

    @Override
    public String toString() {
      return "dir:" + directory;
    }
  }

  private static String suffix(@Nullable String name) {
    return name == null ? "" : name.startsWith("@") ? name : ":" + name;
  }

  /**
   * Reads a place.
   *
   * @throws IllegalArgumentException when it is none; the message says what is wrong
   */
  static ImagePlace parse(String text) {
    return PlaceSyntax.parse(text);
  }

  /**
   * Whether a text begins as a place does, so that it can mean nothing else when no image has it.
   */
  static boolean isPlace(String text) {
    return PlaceSyntax.transportOf(text) != null;
  }
}
