package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.IVersionProvider;

/** The version of this command, which the build writes into a resource. */
final class Version implements IVersionProvider {
  /** {@code 0.1.0}. */
  static String text() throws IOException {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      if (in == null) {
        throw new IllegalStateException("version.txt is missing from the class path");
      }
      return new String(in.readNBytes(100), UTF_8).strip();
    }
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"lamina " + text()};
  }
}
