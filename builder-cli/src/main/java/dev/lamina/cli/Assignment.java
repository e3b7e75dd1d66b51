package dev.lamina.cli;

import dev.lamina.io.Escaped;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code NAME=VALUE}, or {@code NAME} alone.
 *
 * @param value null when there was no equals sign
 */
record Assignment(String name, @Nullable String value) {
  static final class Converter implements ITypeConverter<Assignment> {
    @Override
    public Assignment convert(String text) {
      int equals = text.indexOf('=');
      if (equals == 0 || text.isEmpty()) {
        throw new TypeConversionException("'" + Escaped.text(text) + "' has no name before '='");
      }
      return equals < 0
          ? new Assignment(text, null)
          : new Assignment(text.substring(0, equals), text.substring(equals + 1));
    }
  }
}
