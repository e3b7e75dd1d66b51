package dev.lamina.cli;

import dev.lamina.reference.Reference;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of images on the command line. */
final class ReferenceConverter implements ITypeConverter<Reference> {
  @Override
  public Reference convert(String text) {
    try {
      return Reference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** A name where other texts may stand, too. */
  static Reference reference(String text) throws UsageException {
    try {
      return Reference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
