package dev.lamina.cli;

import dev.lamina.transport.ImagePlace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Places of images on the command line. */
final class PlaceConverter implements ITypeConverter<ImagePlace> {
  @Override
  public ImagePlace convert(String text) {
    try {
      return ImagePlace.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
