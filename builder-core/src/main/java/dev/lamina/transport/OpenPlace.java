package dev.lamina.transport;

import dev.lamina.image.ImagePicker;
import dev.lamina.image.ImageSource;
import dev.lamina.image.NamedImage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place whose images can be read until it is closed. */
public interface OpenPlace extends Closeable {
  /** Where the images are read. */
  ImageSource images();

  /**
   * The image that the place means.
   *
   * @throws dev.lamina.io.NotFoundException when there is none
   */
  NamedImage one() throws IOException;

  /** Every image of an archive, a layout or a store; else the one. */
  List<NamedImage> all() throws IOException;

  /** A place that has one image. */
  record Single(ImageSource images, NamedImage one, Closeable rest) implements OpenPlace {
    @Override
    public List<NamedImage> all() {
      return List.of(one);
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }

  /**
   * A place that has several.
   *
   * @param words which is meant
   */
  record Several(ImagePicker picker, @Nullable String words, Closeable rest) implements OpenPlace {
    @Override
    public ImageSource images() {
      return picker.images();
    }

    @Override
    public NamedImage one() throws IOException {
      return picker.pick(words);
    }

    @Override
    public List<NamedImage> all() throws IOException {
      return picker.all();
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }
}
